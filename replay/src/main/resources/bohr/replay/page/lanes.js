// Draws the steps: time runs downwards, every agent has a lane, and beside the lanes stands what
// the steps do. Rows are the steps that the filters leave; below three pixels a row, a line of
// pixels stands for many of them.

const ROW = { standard: 20, least: 1e-6, most: 44, text: 12, marks: 3 };
const ARROWS_MAX = 1500;
const OVERVIEW = 14;

class Lanes {
  constructor(model, frame) {
    this.model = model;
    this.frame = frame;
    this.canvas = frame.querySelector('#lanes');
    this.overview = frame.querySelector('#overview');
    this.context = this.canvas.getContext('2d');
    this.rows = new Int32Array(0);
    this.rowOf = new Int32Array(model.count);
    this.top = 0;
    this.rowHeight = ROW.standard;
    this.selected = -1;
    this.matches = new Uint8Array(model.count);
    this.arrowKinds = model.head.arrowKinds.map(() => true);
    this.lanes = [...model.agents.keys()];
    this.show(() => true);
  }

  // Filters, and where we look.

  // Shows the steps that `wanted` accepts, and the lanes that have some.
  show(wanted) {
    const model = this.model;
    const rows = new Int32Array(model.count);
    const moving = new Uint8Array(model.agents.length);
    let count = 0;
    for (let step = 0; step < model.count; step++) {
      const keep = wanted(step);
      this.rowOf[step] = keep ? count : -1;
      if (keep) {
        rows[count++] = step;
        moving[model.agent[step]] = 1;
      }
    }
    this.rows = rows.subarray(0, count);
    this.lanes = [...model.agents.keys()].filter(agent => moving[agent]);
  }

  height() { return this.frame.clientHeight - this.header; }
  shown() { return this.height() / this.rowHeight; }

  clamp() {
    const least = Math.min(ROW.standard, this.height() / Math.max(1, this.rows.length));
    this.rowHeight = Math.min(ROW.most, Math.max(least, this.rowHeight));
    this.top = Math.max(0, Math.min(this.top, this.rows.length - this.shown()));
  }

  // Keeps the row under `y` where it is.
  zoom(factor, y = this.header + this.height() / 2) {
    const row = this.top + (y - this.header) / this.rowHeight;
    this.rowHeight = Math.min(ROW.most, Math.max(ROW.least, this.rowHeight * factor));
    this.clamp();
    this.top = row - (y - this.header) / this.rowHeight;
    this.draw();
  }

  everything() {
    this.rowHeight = ROW.least;
    this.top = 0;
    this.draw();
  }

  // The row nearest to a step that may be filtered away.
  nearestRow(step) {
    for (let i = step; i < this.model.count; i++) {
      if (this.rowOf[i] >= 0) {
        return this.rowOf[i];
      }
    }
    return Math.max(0, this.rows.length - 1);
  }

  // Brings the row of a step into sight, with text, and those of others too if they fit.
  reveal(step, first = step, last = step) {
    let [from, to] = [this.nearestRow(first), this.nearestRow(last)];
    if (this.rowHeight < ROW.text || to - from + 1 > this.shown()) {
      this.rowHeight = Math.min(ROW.standard, Math.max(ROW.text, this.height() / (to - from + 3)));
    }
    if (to - from + 1 > this.shown()) {
      from = to = this.nearestRow(step);
    }
    const rows = this.shown();
    if (from < this.top + 1 || to > this.top + rows - 2) {
      this.top = (from + to) / 2 - rows / 2;
    }
    this.draw();
  }

  stepAt(y) {
    const row = Math.floor(this.top + (y - this.header) / this.rowHeight);
    return y < this.header || row < 0 || row >= this.rows.length ? -1 : this.rows[row];
  }

  // Drawing.

  draw() {
    if (!this.pending) {
      this.pending = requestAnimationFrame(() => {
        this.pending = 0;
        this.drawNow();
      });
    }
  }

  colours() {
    const style = getComputedStyle(document.documentElement);
    const get = name => style.getPropertyValue('--' + name).trim();
    this.colour = {};
    for (const name of ['paper', 'raised', 'line', 'faint', 'soft', 'ink', 'accent', 'accent-soft', 'match', 'select']) {
      this.colour[name] = get(name);
    }
    this.laneColours = this.model.agents.map((_, agent) => get('lane-' + agent % 8));
    this.arrowColours = this.model.head.arrowKinds.map((_, kind) => get('arrow-' + kind));
    this.mono = '12px ' + get('mono');
  }

  fit(canvas, width, height) {
    const ratio = window.devicePixelRatio || 1;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.width = width + 'px';
      canvas.style.height = height + 'px';
    }
    const context = canvas.getContext('2d');
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    return context;
  }

  layout() {
    this.width = this.frame.clientWidth;
    const context = this.context;
    context.font = this.mono;
    const names = this.lanes.map(agent => context.measureText(this.model.agents[agent]).width);
    const digits = String(this.model.number(this.model.count)).length;
    this.gutter = Math.max(40, digits * 7.5 + 16);
    const widest = Math.max(...names, 20) + 14;
    const room = (this.width - this.gutter - OVERVIEW) * 0.42 / Math.max(1, this.lanes.length);
    this.slanted = room < widest;
    this.laneWidth = this.slanted ? Math.max(14, Math.min(26, room)) : Math.min(widest, room);
    this.header = this.slanted ? Math.max(...names, 20) * 0.87 + 16 : 26;
    this.textAt = this.gutter + this.lanes.length * this.laneWidth + 8;
    this.lanePlace = new Float64Array(this.model.agents.length).fill(-1);
    this.lanes.forEach((agent, lane) => {
      this.lanePlace[agent] = this.gutter + (lane + 0.5) * this.laneWidth;
    });
  }

  x(step) { return this.lanePlace[this.model.agent[step]]; }
  y(row) { return this.header + (row - this.top + 0.5) * this.rowHeight; }

  drawNow() {
    if (!this.colour) {
      this.colours();
    }
    this.layout();
    this.clamp();
    const context = this.fit(this.canvas, this.width, this.frame.clientHeight);
    this.context = context;
    context.fillStyle = this.colour.paper;
    context.fillRect(0, 0, this.width, this.frame.clientHeight);
    context.save();
    context.beginPath();
    context.rect(0, this.header, this.width, this.height());
    context.clip();
    this.first = Math.max(0, Math.floor(this.top));
    this.last = Math.min(this.rows.length - 1, Math.ceil(this.top + this.shown()));
    this.laneLines();
    if (this.rowHeight >= ROW.marks) {
      this.backgrounds();
      this.turns();
      this.drawArrows();
      this.marks();
    } else {
      this.bins();
    }
    this.drawPair();
    context.restore();
    this.names();
    this.drawOverview();
  }

  laneLines() {
    this.context.fillStyle = this.colour.line;
    for (const agent of this.lanes) {
      this.context.fillRect(this.lanePlace[agent] - 0.5, this.header, 1, this.height());
    }
  }

  backgrounds() {
    const pair = this.model.head.pair;
    for (let row = this.first; row <= this.last; row++) {
      const step = this.rows[row];
      const colour = step === this.selected ? 'select' : pair.includes(step) ? 'accent-soft'
        : this.matches[step] ? 'match' : '';
      if (colour) {
        this.context.fillStyle = this.colour[colour];
        this.context.fillRect(0, this.y(row) - this.rowHeight / 2, this.width, this.rowHeight);
      }
    }
  }

  // A thick line while an agent has its turn, and a thin one to the next agent.
  turns() {
    const context = this.context;
    for (let row = this.first; row <= this.last; row++) {
      const step = this.rows[row];
      const next = row + 1 < this.rows.length ? this.rows[row + 1] : -1;
      if (next < 0) {
        continue;
      }
      const same = this.model.agent[next] === this.model.agent[step];
      context.strokeStyle = same ? this.laneColours[this.model.agent[step]] : this.colour.faint;
      context.lineWidth = same ? 2.5 : 1;
      context.setLineDash(same ? [] : [2, 2]);
      context.beginPath();
      context.moveTo(this.x(step), this.y(row));
      context.lineTo(this.x(next), this.y(row + 1));
      context.stroke();
    }
    context.setLineDash([]);
  }

  marks() {
    const context = this.context;
    const radius = Math.min(5, this.rowHeight / 2.6);
    const pair = this.model.head.pair;
    for (let row = this.first; row <= this.last; row++) {
      const step = this.rows[row];
      const x = this.x(step);
      const y = this.y(row);
      const critical = pair.includes(step);
      context.fillStyle = critical ? this.colour.accent : this.laneColours[this.model.agent[step]];
      context.beginPath();
      if (critical) {
        const r = Math.max(5, radius * 1.5);
        context.moveTo(x, y - r);
        context.lineTo(x + r, y);
        context.lineTo(x, y + r);
        context.lineTo(x - r, y);
      } else {
        context.arc(x, y, this.model.isVisible(step) ? radius : radius * 0.55, 0, 7);
      }
      context.fill();
      if (this.rowHeight >= ROW.text) {
        this.label(step, y, critical);
      }
    }
  }

  label(step, y, critical) {
    const context = this.context;
    const model = this.model;
    context.font = this.mono;
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    context.fillStyle = this.colour.faint;
    context.fillText(model.number(step), this.gutter - 8, y);
    context.textAlign = 'left';
    const mark = critical ? '▶' + (model.head.pair.indexOf(step) + 1) + ' ' : '';
    const end = step === model.count - 1 && model.head.verdict.kind === 'finding' ? '✗ ' : '';
    let x = this.textAt;
    for (const [text, colour] of [[mark + end, 'accent'], [model.line(step), 'soft'],
      [model.doing(step), model.isVisible(step) || critical ? 'ink' : 'faint'],
      [model.choice[step] ? 'choice ' + model.choice[step] : '', 'accent']]) {
      if (text) {
        context.fillStyle = this.colour[colour];
        context.fillText(text, x, y);
        x += context.measureText(text).width + (text === mark + end ? 0 : 10);
      }
    }
  }

  // Many rows a pixel: what share of them is whose.
  bins() {
    const height = Math.ceil(this.height());
    const agents = this.model.agents.length;
    const counts = new Uint32Array(height * agents);
    const found = new Uint8Array(height);
    for (let row = this.first; row <= this.last; row++) {
      const step = this.rows[row];
      const y = Math.floor((row - this.top) * this.rowHeight);
      if (y >= 0 && y < height) {
        counts[y * agents + this.model.agent[step]]++;
        found[y] |= this.matches[step];
      }
    }
    const whole = Math.max(1, 1 / this.rowHeight);
    for (let y = 0; y < height; y++) {
      for (const agent of this.lanes) {
        const count = counts[y * agents + agent];
        if (count) {
          this.context.globalAlpha = 0.35 + 0.65 * Math.min(1, count / whole);
          this.context.fillStyle = this.laneColours[agent];
          const width = Math.max(3, (this.laneWidth - 6) * Math.min(1, count / whole));
          this.context.fillRect(this.lanePlace[agent] - width / 2, this.header + y, width, 1.2);
        }
      }
      this.context.globalAlpha = 1;
      if (found[y]) {
        this.context.fillStyle = this.colour.match;
        this.context.fillRect(this.textAt, this.header + y, 40, 1.5);
      }
    }
    const row = this.selected < 0 ? -1 : this.rowOf[this.selected];
    if (row >= 0) {
      this.context.fillStyle = this.colour.ink;
      this.context.fillRect(0, this.y(row) - 0.5, this.width, 1);
    }
  }

  drawArrows() {
    const model = this.model;
    const begin = model.arrowsFrom(this.rows[this.first]);
    const lastStep = this.last >= this.first ? this.rows[this.last] : -1;
    const arrows = [];
    for (let arrow = begin; arrow < model.head.arrows && model.arrowTo[arrow] <= lastStep; arrow++) {
      const kind = model.arrowKind[arrow];
      if (this.arrowKinds[kind] && this.rowOf[model.arrowFrom[arrow]] >= 0 && this.rowOf[model.arrowTo[arrow]] >= 0) {
        arrows.push(arrow);
      }
    }
    for (const arrow of arrows.length > ARROWS_MAX ? [] : arrows) {
      const own = model.arrowFrom[arrow] === this.selected || model.arrowTo[arrow] === this.selected;
      this.context.globalAlpha = own || this.selected < 0 ? 1 : 0.55;
      this.arrow(model.arrowFrom[arrow], model.arrowTo[arrow], this.arrowColours[model.arrowKind[arrow]],
        own ? 2.2 : 1.2, model.arrowKind[arrow] === 1 ? [4, 3] : []);
    }
    this.context.globalAlpha = 1;
  }

  arrow(from, to, colour, width, dash) {
    const context = this.context;
    const x0 = this.x(from);
    const y0 = this.y(this.rowOf[from]);
    const x1 = this.x(to);
    const y1 = this.y(this.rowOf[to]);
    const side = Math.sign(x1 - x0) || 1;
    const end = x1 - side * 6;
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(x0, y0);
    context.bezierCurveTo(x0, y0 + (y1 - y0) * 0.6, end - side * Math.abs(x1 - x0) * 0.5, y1, end, y1);
    context.stroke();
    context.setLineDash([]);
    context.beginPath();
    context.moveTo(x1 - side * 3, y1);
    context.lineTo(end - side * 4, y1 - 4);
    context.lineTo(end - side * 4, y1 + 4);
    context.fill();
  }

  drawPair() {
    const [first, second] = this.model.head.pair;
    if (second === undefined || this.rowOf[first] < 0 || this.rowOf[second] < 0) {
      return;
    }
    this.arrow(first, second, this.colour.accent, 3, []);
    if (this.rowHeight < ROW.text) {
      for (const step of [first, second]) {
        this.context.fillRect(0, this.y(this.rowOf[step]) - 1, this.textAt - 4, 2);
      }
      this.context.font = this.mono;
      this.context.textBaseline = 'bottom';
      this.context.textAlign = 'left';
      this.context.fillText('▶ the critical pair', this.textAt, this.y(this.rowOf[second]) + 4);
    }
  }

  names() {
    const context = this.context;
    context.fillStyle = this.colour.raised;
    context.fillRect(0, 0, this.width, this.header);
    context.fillStyle = this.colour.line;
    context.fillRect(0, this.header - 1, this.width, 1);
    context.font = this.mono;
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    context.fillStyle = this.colour.faint;
    context.fillText('step', this.gutter - 8, this.header - 13);
    for (const agent of this.lanes) {
      context.save();
      context.translate(this.lanePlace[agent], this.header - (this.slanted ? 6 : 13));
      context.rotate(this.slanted ? -Math.PI / 3 : 0);
      context.textAlign = this.slanted ? 'left' : 'center';
      context.fillStyle = this.laneColours[agent];
      context.fillText(this.model.agents[agent], 0, 0);
      context.restore();
    }
  }

  // The whole trace, and which part of it is in sight.
  drawOverview() {
    const height = this.frame.clientHeight;
    const context = this.fit(this.overview, OVERVIEW, height);
    context.fillStyle = this.colour.raised;
    context.fillRect(0, 0, OVERVIEW, height);
    const scale = height / Math.max(1, this.rows.length);
    const every = Math.max(1, Math.floor(this.rows.length / (4 * height)));
    for (let row = 0; row < this.rows.length; row += every) {
      context.fillStyle = this.laneColours[this.model.agent[this.rows[row]]];
      context.fillRect(2, row * scale, OVERVIEW - 4, Math.max(0.5, scale * every));
    }
    context.fillStyle = this.colour.accent;
    for (const step of this.model.head.pair) {
      context.fillRect(0, this.nearestRow(step) * scale - 1, OVERVIEW, 3);
    }
    context.strokeStyle = this.colour.ink;
    context.lineWidth = 1.5;
    context.strokeRect(0.75, this.top * scale + 0.75, OVERVIEW - 1.5, Math.max(4, Math.min(this.rows.length, this.shown()) * scale - 1.5));
  }
}
