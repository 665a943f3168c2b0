// The chat comes alive: answers appear by themselves. Without this the page is loaded anew.
"use strict";

const log = document.getElementById("log");
const written = document.getElementById("text");
const chosen = document.getElementById("file");

// Whoever has this script need not wait for the answer before the page comes back.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("form[action^='/chat']") && !form.elements.live) {
    const live = document.createElement("input");
    live.type = "hidden"; live.name = "live"; live.value = "1";
    form.append(live);
  }
});

// A file that is too large is told of before it is sent.
chosen.addEventListener("change", () => {
  const file = chosen.files[0];
  const tooLarge = file && file.size > Number(chosen.dataset.most) * 1000000;
  chosen.setCustomValidity(tooLarge ? chosen.dataset.tooLarge : "");
  if (tooLarge) { chosen.reportValidity(); }
});

// Only what is new is put in, so that screen readers tell only that, and whoever reads or presses is not disturbed.
const known = new Map();
const note = (item) => known.set(item.id, item.outerHTML);
log.querySelectorAll("li").forEach(note);
const merge = (html) => {
  const next = document.createElement("template");
  next.innerHTML = html;
  const list = log.querySelector("ol");
  const items = [...next.content.querySelectorAll("li")];
  const ids = new Set(items.map((item) => item.id));
  list.querySelectorAll(":scope > li").forEach((item) => { if (!ids.has(item.id)) { item.remove(); known.delete(item.id); } });
  let before = null, first = null;
  items.forEach((item) => {
    const there = document.getElementById(item.id);
    if (there && known.get(item.id) === item.outerHTML) { before = there; return; }
    note(item);
    if (!there && item.matches(".message:not(.mine)")) { first = first || item; }
    if (there) { there.replaceWith(item); } else if (before) { before.after(item); } else { list.prepend(item); }
    before = item;
  });
  return first;
};

const isNearEnd = () => window.innerHeight + window.scrollY > document.body.scrollHeight - 900;
let mark = "", since = Date.now();
const look = async () => {
  if (!document.hidden) {
    try {
      const answer = await fetch("/chat/messages" + window.location.search, { headers: { "X-Piece": "1", "X-Mark": mark }, credentials: "same-origin" });
      if (answer.status === 200) {
        const follow = isNearEnd();
        const first = merge(await answer.text());
        if (mark) { since = Date.now(); }
        if (first && follow) { first.scrollIntoView({ block: "start" }); }  // an answer is read from its beginning
        mark = answer.headers.get("X-Mark") || "";
      }
    } catch (error) { /* the next look may succeed */ }
  }
  window.setTimeout(look, Date.now() - since < 60000 ? 700 : 4000);
};
window.setTimeout(look, 300);
document.addEventListener("visibilitychange", () => { since = Date.now(); });
if (!window.location.hash && !document.getElementById("wrong") && log.querySelectorAll("li").length > 1) {
  written.scrollIntoView({ block: "end", behavior: "instant" });
}
