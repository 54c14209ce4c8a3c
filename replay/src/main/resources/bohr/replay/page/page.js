// Wires everything together: filters, search, keys, pointer, theme, paper.

const SHARED_MAX = 50_000;

class Page {
  constructor(model) {
    this.model = model;
    this.frame = document.getElementById('timeline');
    this.lanes = new Lanes(model, this.frame);
    this.details = new Details(model, document.getElementById('details'), step => this.select(step));
    new Texts(model, (step, first, second) => this.select(step, first, second)).show();
    this.found = new Int32Array(0);
    this.filter = { agents: model.agents.map(() => true), visible: false, touches: null };
    this.theme(matchMedia('(prefers-color-scheme: dark)').matches);
    this.toolbar();
    this.pointer();
    this.keys();
    this.paper();
    new ResizeObserver(() => this.lanes.draw()).observe(this.frame);
    this.begin();
  }

  // Where to look first: at the pair if there is one, else at the end. If there is more than a
  // screen can show, but not so much that looking for it takes long, at what agents share.
  begin() {
    this.lanes.drawNow();
    const { count } = this.model;
    if (count < SHARED_MAX && count * ROW.standard > this.lanes.height()
        && this.model.shared.reduce((sum, shared) => sum + shared) > 1) {
      this.filter.visible = document.getElementById('visible').checked = true;
      this.applyFilters();
    }
    const [first, second] = this.model.head.pair;
    if (second !== undefined) {
      this.select(second, first, second);
    } else if (this.model.count) {
      this.select(this.model.count - 1);
    }
    this.lanes.drawNow();
  }

  select(step, first = step, second = step) {
    if (this.lanes.rowOf[step] < 0) {
      this.clearFilters();
    }
    this.lanes.selected = step;
    this.details.show(step);
    this.lanes.reveal(step, first, second);
  }

  move(direction) {
    const rows = this.lanes.rows;
    const row = Math.max(0, Math.min(rows.length - 1, this.lanes.nearestRow(Math.max(0, this.lanes.selected)) + direction));
    if (rows.length) {
      this.select(rows[row]);
    }
  }

  // Filters.

  applyFilters() {
    const { agents, visible, touches } = this.filter;
    const model = this.model;
    this.lanes.show(step => agents[model.agent[step]] && (!visible || model.shared[step]) && (!touches || touches(step)));
    this.lanes.clamp();
    this.lanes.reveal(Math.max(0, this.lanes.selected));
  }

  clearFilters() {
    this.filter = { agents: this.model.agents.map(() => true), visible: false, touches: null };
    document.getElementById('visible').checked = false;
    document.getElementById('address').value = '';
    document.querySelectorAll('#agents input').forEach(box => { box.checked = true; });
    this.applyFilters();
  }

  // `0x80000740`, `0x80000000-0x80000fff`, or the name of a device; null for no filter.
  touching(text) {
    const model = this.model;
    const range = /^(?:0x)?([0-9a-f]+)(?:\s*-\s*(?:0x)?([0-9a-f]+))?$/i.exec(text);
    const device = model.devices.indexOf(text);
    if (device >= 0) {
      return step => model.object[step] === device + 1;
    }
    if (!range) {
      return text ? () => false : null;
    }
    const low = parseInt(range[1], 16);
    const high = range[2] ? parseInt(range[2], 16) : low;
    return step => model.kind(step) !== 0 && model.address(step) <= high && model.address(step) + model.length[step] > low;
  }

  // Search.

  search(text) {
    const model = this.model;
    const wanted = text.toLowerCase();
    const matching = texts => Uint8Array.from(texts, each => each.toLowerCase().includes(wanted) ? 1 : 0);
    const [does, places, agents] = [model.head.does, model.head.places, model.agents].map(matching);
    const number = /^\d+$/.test(text) ? Number(text) - model.head.first : -1;
    const found = new Int32Array(model.count);
    let count = 0;
    for (let step = 0; step < model.count; step++) {
      const match = wanted && (does[model.does[step]] | places[model.place[step]] | agents[model.agent[step]] || step === number) ? 1 : 0;
      this.lanes.matches[step] = match;
      if (match) {
        found[count++] = step;
      }
    }
    this.found = found.subarray(0, count);
    document.getElementById('matches').textContent = wanted ? count.toLocaleString('en') + (count === 1 ? ' match' : ' matches') : '';
    this.exact = number;
    this.lanes.draw();
  }

  // To the next match, or the one before.
  toMatch(direction) {
    if (!this.found.length) {
      return;
    }
    if (this.exact >= 0 && this.exact < this.model.count && this.exact !== this.lanes.selected) {
      this.select(this.exact);
      return;
    }
    let low = 0;
    let high = this.found.length;
    while (low < high) {
      const middle = low + high >> 1;
      if (this.found[middle] < this.lanes.selected + (direction > 0 ? 1 : 0)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const index = (direction > 0 ? low : low - 1 + this.found.length) % this.found.length;
    document.getElementById('matches').textContent = (index + 1).toLocaleString('en') + ' of ' + this.found.length.toLocaleString('en');
    this.select(this.found[index]);
  }

  // Controls.

  toolbar() {
    const on = (id, event, action) => document.getElementById(id).addEventListener(event, action);
    on('search', 'input', event => this.search(event.target.value.trim()));
    on('search', 'keydown', event => event.key === 'Enter' && this.toMatch(event.shiftKey ? -1 : 1));
    on('next', 'click', () => this.toMatch(1));
    on('previous', 'click', () => this.toMatch(-1));
    on('address', 'input', event => {
      this.filter.touches = this.touching(event.target.value.trim());
      this.applyFilters();
    });
    on('visible', 'change', event => {
      this.filter.visible = event.target.checked;
      this.applyFilters();
    });
    on('zoom-in', 'click', () => this.lanes.zoom(1.6));
    on('zoom-out', 'click', () => this.lanes.zoom(1 / 1.6));
    on('zoom-all', 'click', () => this.lanes.everything());
    on('zoom-pair', 'click', () => this.toPair());
    on('theme', 'click', () => this.theme(document.documentElement.dataset.theme !== 'dark'));
    document.getElementById('zoom-pair').hidden = !this.model.head.pair.length;
    document.addEventListener('pointerdown', event => document.querySelectorAll('.menu[open]').forEach(menu => {
      menu.open = menu.contains(event.target);
    }));
    this.checkboxes('agents', this.model.agents, 'lane-', 8, (agent, checked) => {
      this.filter.agents[agent] = checked;
      this.applyFilters();
    });
    this.checkboxes('arrows', this.model.head.arrowKinds, 'arrow-', 64, (kind, checked) => {
      this.lanes.arrowKinds[kind] = checked;
      this.lanes.draw();
    });
  }

  checkboxes(id, names, colour, colours, changed) {
    names.forEach((name, i) => {
      const box = element('input', { type: 'checkbox', onchange: event => changed(i, event.target.checked) });
      box.checked = true;
      const swatch = element('span', { class: 'swatch' });
      swatch.style.background = 'var(--' + colour + i % colours + ')';
      document.getElementById(id).append(element('label', {}, box, swatch, name));
    });
  }

  toPair() {
    const [first, second] = this.model.head.pair;
    if (second !== undefined) {
      this.select(this.lanes.selected === second ? first : second, first, second);
    }
  }

  pointer() {
    const lanes = this.lanes;
    this.frame.addEventListener('wheel', event => {
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) {
        lanes.zoom(Math.exp(-event.deltaY / 200), event.offsetY);
      } else {
        lanes.top += event.deltaY / lanes.rowHeight;
        lanes.draw();
      }
    }, { passive: false });
    let held = null;
    lanes.canvas.addEventListener('pointerdown', event => {
      held = { y: event.clientY, top: lanes.top, moved: false };
      lanes.canvas.setPointerCapture(event.pointerId);
    });
    lanes.canvas.addEventListener('pointermove', event => {
      if (held && Math.abs(event.clientY - held.y) > 4) {
        held.moved = true;
        lanes.top = held.top - (event.clientY - held.y) / lanes.rowHeight;
        lanes.draw();
      }
    });
    lanes.canvas.addEventListener('pointerup', event => {
      const step = held && !held.moved ? lanes.stepAt(event.offsetY) : -1;
      held = null;
      if (step >= 0) {
        this.select(step);
      }
    });
    const jump = event => {
      lanes.top = event.offsetY / this.frame.clientHeight * lanes.rows.length - lanes.shown() / 2;
      lanes.draw();
    };
    lanes.overview.addEventListener('pointerdown', event => {
      lanes.overview.setPointerCapture(event.pointerId);
      jump(event);
    });
    lanes.overview.addEventListener('pointermove', event => event.buttons && jump(event));
  }

  keys() {
    const lanes = this.lanes;
    const other = direction => {
      const step = this.model.sameAgent(lanes.selected, direction);
      return step >= 0 && this.select(step);
    };
    const actions = {
      ArrowUp: () => this.move(-1), ArrowDown: () => this.move(1),
      ArrowLeft: () => other(-1), ArrowRight: () => other(1),
      PageUp: () => this.move(-Math.floor(lanes.shown())), PageDown: () => this.move(Math.floor(lanes.shown())),
      Home: () => this.move(-lanes.rows.length), End: () => this.move(lanes.rows.length),
      '+': () => lanes.zoom(1.6), '=': () => lanes.zoom(1.6), '-': () => lanes.zoom(1 / 1.6),
      0: () => lanes.everything(), p: () => this.toPair(),
    };
    this.frame.addEventListener('keydown', event => {
      const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : actions[event.key];
      if (action) {
        event.preventDefault();
        action();
      }
    });
    document.addEventListener('keydown', event => {
      if (event.key === '/' && !(event.target instanceof HTMLInputElement)) {
        event.preventDefault();
        document.getElementById('search').focus();
      }
    });
  }

  theme(dark) {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    this.lanes.colours();
    this.lanes.draw();
  }

  // On paper the colours are light, and a timeline of a few hundred rows is as long as it is.
  paper() {
    let dark = false;
    addEventListener('beforeprint', () => {
      dark = document.documentElement.dataset.theme === 'dark';
      this.theme(false);
      this.frame.style.height = Math.min(400, this.lanes.rows.length) * ROW.standard + this.lanes.header + 8 + 'px';
      this.lanes.drawNow();
    });
    addEventListener('afterprint', () => {
      this.frame.style.height = '';
      this.theme(dark);
    });
  }
}

Model.load().then(model => {
  window.page = new Page(model);
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
}).catch(error => {
  document.getElementById('finding').textContent = 'This page cannot be shown: ' + error;
  throw error;
});
