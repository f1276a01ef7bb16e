// The editor of drafts, a bundle of its own: only the page where one writes loads it.
import { open } from "./editor/open.js";

open();
