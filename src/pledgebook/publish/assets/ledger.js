// Filters the ledger's rows by the form above it. The page is complete without this.
(() => {
  const form = document.querySelector("form.filter");
  const bodies = [...document.querySelectorAll("table.ledger tbody")];
  if (!form || !bodies.length) return;
  const fields = form.elements;
  const apply = () => {
    const words = fields.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const body of bodies) {
      let any = false;
      const name = body.querySelector("tr.actor").textContent.toLowerCase();
      for (const row of body.querySelectorAll("tr.pledge")) {
        const said = name + " " + row.textContent.toLowerCase();
        const fits =
          (!fields.actor.value || row.dataset.actor === fields.actor.value) &&
          (!fields.action.value || row.dataset.action === fields.action.value) &&
          (!fields.stance.value || row.dataset.stance === fields.stance.value) &&
          (!fields.conditional.checked || row.dataset.conditional) &&
          words.every((word) => said.includes(word));
        row.hidden = !fits;
        any = any || fits;
        shown += fits ? 1 : 0;
      }
      body.hidden = !any;
    }
    form.querySelector("output").textContent = shown === 1 ? "1 pledge" : shown + " pledges";
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
})();
