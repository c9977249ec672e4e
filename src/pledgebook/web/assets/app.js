// Makes forms answer at once, gives the as-of slider its days, and the review queue its keys. Every page works without.
(() => {
  "use strict";
  const main = () => document.querySelector("main");

  // Forms marked data-live: what changes is shown without a click, and the address stays the one that can be shared.
  let latest = 0;
  const show = async (address, focus) => {
    const number = ++latest;
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    const text = await answer.text();
    if (number !== latest) return;
    const page = new DOMParser().parseFromString(text, "text/html");
    const kept = focus && focus.name ? [focus.name, focus.value, focus.type] : null;
    const opened = [...document.querySelectorAll("details[open] > summary")].map((one) => one.textContent);
    for (const part of ["main", "form.times", ".masthead"]) {
      const here = document.querySelector(part), there = page.querySelector(part);
      if (here && there && !(part === "form.times" && here.contains(focus))) here.replaceWith(there);
    }
    document.title = page.title;
    history.replaceState(null, "", address);
    for (const one of document.querySelectorAll("details > summary")) if (opened.includes(one.textContent)) one.parentElement.open = true;
    ready();
    if (kept) {
      const same = [...document.querySelectorAll("[name]")].find((one) => one.name === kept[0] && (kept[2] !== "radio" || one.value === kept[1]));
      if (same) same.focus({ preventScroll: true });
    }
  };
  const addressOf = (form) => {
    const pairs = [...new FormData(form)].filter(([, value]) => value !== "");
    const query = new URLSearchParams(pairs).toString();
    return form.getAttribute("action") + (query ? "?" + query : "");
  };
  let timer = 0;
  const later = (work, wait) => { clearTimeout(timer); timer = setTimeout(work, wait); };
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-live]");
    if (form && !event.target.classList.contains("slider")) later(() => show(addressOf(form), event.target), 60);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-live]");
    if (!form) return;
    event.preventDefault();
    clearTimeout(timer);
    show(addressOf(form), document.activeElement);
  });

  // The as-of slider runs over the days of the book.
  const DAY = 86400000;
  const ready = () => {
    const form = document.querySelector("form.times[data-first]");
    const slider = form && form.querySelector(".slider");
    if (!slider || !form.dataset.first || !slider.hidden) return;
    const first = Date.parse(form.dataset.first), end = Date.parse(form.dataset.end || form.dataset.last);
    const held = "last day of " + form.dataset.book;
    const last = Math.max(end, Date.parse(sessionStorage.getItem(held) || 0) || 0);
    if (!(last > first)) return;
    sessionStorage.setItem(held, new Date(last).toISOString().slice(0, 10));
    const field = form.querySelector("[name=as_of]");
    slider.max = Math.round((last - first) / DAY);
    slider.value = field.value ? Math.round((Date.parse(field.value) - first) / DAY) : slider.max;
    slider.hidden = false;
    slider.addEventListener("input", () => {
      const day = new Date(first + slider.value * DAY).toISOString().slice(0, 10);
      field.value = Number(slider.value) >= Number(slider.max) ? "" : day;
      slider.setAttribute("aria-valuetext", field.value || "all that is known");
      later(() => show(addressOf(form), slider), 160);
    });
  };

  // Timeline: a stretch of time is picked by dragging over it.
  let from = null;
  const picks = () => [...document.querySelectorAll(".strip .pick")];
  const mark = (to) => {
    const all = picks(), ends = [all.indexOf(from), all.indexOf(to)].sort((a, b) => a - b);
    all.forEach((one, at) => one.classList.toggle("picked", ends[0] >= 0 && at >= ends[0] && at <= ends[1]));
    return ends[0] < 0 ? null : [all[ends[0]].dataset.first, all[ends[1]].dataset.last];
  };
  document.addEventListener("pointerdown", (event) => { from = event.target.closest ? event.target.closest(".pick") : null; if (from) { event.preventDefault(); mark(from); } });
  document.addEventListener("pointerover", (event) => { if (from && event.target.closest(".pick")) mark(event.target.closest(".pick")); });
  document.addEventListener("pointerup", (event) => {
    const to = from && (event.target.closest(".pick") || from), days = to && mark(to);
    from = null;
    if (!days) return;
    const form = document.querySelector("form.filter");
    form.elements.from.value = days[0];
    form.elements.to.value = days[1];
    show(addressOf(form), null);
  });

  // Review: decisions are sent without leaving the page.
  const items = () => [...document.querySelectorAll(".queue .item")];
  const current = () => document.activeElement && document.activeElement.closest(".queue .item");
  const move = (step) => {
    const all = items(), at = all.indexOf(current());
    const next = all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
    if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
  };
  const decide = async (form, fields) => {
    const item = form.closest(".item"), line = item.querySelector(".outcome-line");
    const data = new FormData(form);
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    const answer = await fetch("/decide", { method: "POST", body: new URLSearchParams(data), headers: { accept: "application/json" } });
    const told = await answer.json();
    if (!answer.ok) {
      line.textContent = told.error;
      line.classList.add("trouble");
      return;
    }
    line.classList.remove("trouble");
    for (const seen of item.querySelectorAll("[name=seen]")) seen.value = told.id;
    const undone = told.kind === "undo";
    item.classList.toggle("decided", !undone);
    item.dataset.decision = undone ? "" : told.id;
    line.textContent = undone ? "" : { confirm: "confirmed", reject: "rejected", correct: "corrected" }[told.kind] + " (u to undo)";
  };
  document.addEventListener("submit", (event) => {
    const form = event.target.closest(".queue .decide");
    if (!form) return;
    event.preventDefault();
    const kind = event.submitter ? event.submitter.value : "confirm";
    decide(form, { kind }).then(() => { if (form.closest(".item").classList.contains("decided")) move(1); });
  });
  document.addEventListener("keydown", (event) => {
    if (!document.querySelector(".queue") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea")) {
      if (event.key === "Escape") { const item = current(); if (item) { item.querySelector(".edit").open = false; item.focus(); } }
      return;
    }
    const item = current(), form = item && item.querySelector(".decide");
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (form && event.key === "c" && !item.dataset.decision) decide(form, { kind: "confirm" }).then(() => move(1));
    else if (form && event.key === "r" && !item.dataset.decision) decide(form, { kind: "reject" }).then(() => move(1));
    else if (form && event.key === "e") { item.querySelector(".edit").open = true; item.querySelector("[name=field]").focus(); }
    else if (form && event.key === "u" && item.dataset.decision) decide(form, { kind: "undo", about: item.dataset.decision });
    else return;
    event.preventDefault();
  });

  // Import: files can be dropped.
  document.addEventListener("dragover", (event) => { const drop = event.target.closest(".drop"); if (drop) { event.preventDefault(); drop.classList.add("over"); } });
  document.addEventListener("drop", (event) => {
    const drop = event.target.closest(".drop");
    if (!drop) return;
    event.preventDefault();
    drop.classList.remove("over");
    drop.querySelector("input").files = event.dataTransfer.files;
  });

  ready();
  const open = document.querySelector(".masthead [aria-current]");
  if (open) open.parentElement.scrollLeft = open.offsetLeft - 40;
})();
