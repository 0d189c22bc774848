// After an error the summary takes the focus; its links lead into the fields.
const summary = document.getElementById("errors");
if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const target = field.matches("input, select, textarea") ? field : field.querySelector("input, select, textarea");
    (target ?? field).focus();
    (field.closest(".field") ?? field).scrollIntoView({ block: "center" });
  });
}

// Arrow keys move through a grid of cells such as the permission matrix.
for (const grid of document.querySelectorAll("table[data-grid]")) {
  const moves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  grid.addEventListener("keydown", (event) => {
    const move = moves[event.key];
    const cell = event.target.closest("td, th");
    if (!move || !cell) return;
    const rows = [...grid.rows];
    let row = rows.indexOf(cell.parentElement);
    let column = cell.cellIndex;
    for (let tries = 0; tries < 40; tries += 1) {
      row += move[0];
      column += move[1];
      const next = rows[row]?.cells[column];
      if (!next) return;
      const target = next.querySelector("a, button, input");
      if (!target) continue;
      event.preventDefault();
      target.focus();
      return;
    }
  });
}
