// What the editor, a bundle of its own, uses of this one: one login, one place for messages.
import { refuse, sentenceOf, settle } from "./messages.js";
import { send } from "./send.js";
import { toast } from "./toasts.js";

window.house = { refuse, send, sentenceOf, settle, toast };
