// What textual-serve's script leaves to the page: focus, the font, how a session ended.
"use strict";

const LOST = "The connection to postil was lost. Everything that was counted is saved.";
const one = (id) => document.getElementById(id);
const textarea = () => document.querySelector(".xterm-helper-textarea");

let words = LOST;

function ended() {
  one("words").textContent = words;
  if (!one("ended").open) one("ended").showModal();
  one("again").focus();
}

// The address is told relative to this one, so that it holds behind a proxy and through a tunnel.
class Watched extends WebSocket {
  constructor(address) {
    super(new URL(address, location.href.replace(/^http/, "ws")));
    this.addEventListener("open", () => textarea().focus());
    this.addEventListener("close", ended);
    this.addEventListener("message", ({ data }) => {
      if (typeof data !== "string") return;
      const [kind, said] = JSON.parse(data);
      if (kind === "ended") words = said;
    });
  }

  send(data) {
    if (this.readyState === WebSocket.OPEN) super.send(data);
  }
}
window.WebSocket = Watched;

// No address in an article opens anything.
window.open = () => null;

// What is pasted before postil has begun would pass for keys.
document.addEventListener("paste", (event) => {
  if (document.body.classList.contains("-first-byte")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

// Pastes, as it does on other pages; the terminal would send it as a key.
document.addEventListener("keydown", (event) => {
  const isV = event.key === "v" || (event.key > "~" && event.code === "KeyV");
  const more = event.shiftKey || event.altKey || event.metaKey;
  if (isV && event.ctrlKey && !more) event.stopImmediatePropagation();
}, true);

// A click beside the terminal leaves the keys with it.
document.addEventListener("focusout", () => setTimeout(() => {
  if (document.hasFocus() && !one("ended").open) textarea()?.focus();
}));

one("again").addEventListener("click", () => location.reload());

// Cells are measured once, when the terminal begins: the font has to be there by then.
const begin = window.onload;
window.onload = null;
const fonts = ["", "bold ", "italic "].map((style) => document.fonts.load(`${style}16px "Roboto Mono"`));
Promise.allSettled(fonts).then(() => begin());
