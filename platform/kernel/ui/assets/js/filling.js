// The page where a form is filled in: saved while one types, sums and conditions at once.
import "./filling/page.js";
