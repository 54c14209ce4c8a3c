// What there is to say about one step.

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'class') {
      made.className = value;
    } else if (key.startsWith('on')) {
      made.addEventListener(key.slice(2), value);
    } else {
      made.setAttribute(key, value);
    }
  }
  made.append(...children);
  return made;
}

class Details {
  constructor(model, panel, select) {
    this.model = model;
    this.panel = panel;
    this.select = select;
  }

  show(step) {
    const model = this.model;
    const hart = model.agent[step] < model.head.harts;
    this.panel.replaceChildren(
      element('h2', {}, 'Step ' + model.number(step) + ', ' + model.name(step)),
      element('p', { class: 'does' }, model.doing(step)),
      ...this.where(step, hart),
      ...this.pair(step),
      ...this.facts(step, hart),
      ...this.views(step),
      ...this.arrows(step),
      ...this.devices(step));
    this.panel.scrollTop = 0;
  }

  // The source line, with its neighbours if the source was at hand.
  where(step, hart) {
    const model = this.model;
    if (!hart || !model.at(step)) {
      return [];
    }
    return [element('p', { class: 'mono line' }, model.at(step)), ...this.source(model.line(step))];
  }

  source(place) {
    const [, file, number] = /^(.*):(\d+)$/.exec(place) || [];
    const text = file === undefined ? undefined : this.model.head.sources[file];
    if (text === undefined) {
      return [];
    }
    const lines = text.split('\n');
    const here = Number(number);
    const shown = element('pre', { class: 'source' });
    for (let line = Math.max(1, here - 2); line <= Math.min(lines.length, here + 2); line++) {
      shown.append(element('span', { class: line === here ? 'here' : '' },
        String(line).padStart(4) + '  ' + lines[line - 1]));
    }
    return [shown];
  }

  // Of a step of the critical pair, the other one.
  pair(step) {
    const model = this.model;
    const index = model.head.pair.indexOf(step);
    if (index < 0) {
      return [];
    }
    const other = model.head.pair[1 - index];
    return [element('div', { class: 'of-pair' },
      element('strong', {}, model.head.proven ? 'These two must not be swapped.' : 'Probably, these two must not be swapped.'),
      element('p', {}, (index ? 'Before it came ' : 'Behind it comes ') + 'step ' + model.number(other) + ', ' + model.name(other) + ':'),
      element('p', { class: 'does' }, model.doing(other)),
      ...(model.at(other) ? [element('p', { class: 'mono line' }, model.at(other)), ...this.source(model.line(other))] : []),
      this.jump(other, 'go there'))];
  }

  facts(step, hart) {
    const model = this.model;
    const rows = [];
    const fact = (name, text, style = '') => text && rows.push(element('tr', {}, element('th', { scope: 'row' }, name), element('td', { class: 'mono ' + style }, text)));
    fact('pc', hart ? model.hex(model.pcLow[step], model.pcHigh[step], 8) : '');
    fact('access', model.touched(step));
    fact('choice', model.choice[step] ? 'number ' + model.choice[step] + ', where 0 is the strongest ordering' : '', 'changed');
    if (model.register[step]) {
      fact(REGISTERS[model.register[step]], model.hex(model.oldLow[step], model.oldHigh[step]) + ' → '
        + model.hex(model.valueLow[step], model.valueHigh[step]), 'register');
    }
    const stopped = STOPS[model.flags[step] >> 4 & 7];
    const then = stopped || ((model.flags[step] & 4) === 0 ? 'it waits' : '');
    fact('then', (model.flags[step] & 8) !== 0 ? 'everybody waits, and time jumps to the next timer' : then);
    return rows.length ? [element('h3', {}, 'What it does'), element('table', {}, ...rows)] : [];
  }

  // Under a weak memory model, how new a value the hart must see: before the step and after.
  views(step) {
    const model = this.model;
    const before = model.head.views[model.viewBefore[step]];
    const after = model.head.views[model.viewAfter[step]];
    if (!after) {
      return [];
    }
    const old = before.split(' ');
    const rows = after.split(' ').map((value, i) => element('tr', {},
      element('th', { scope: 'row' }, model.head.viewNames[i]),
      element('td', { class: 'mono' }, old[i]),
      element('td', { class: 'mono' + (value === old[i] ? '' : ' changed') }, value)));
    return [element('h3', {}, 'Views, before and after'), element('table', {}, ...rows)];
  }

  jump(step, text) {
    return element('button', { type: 'button', class: 'jump', onclick: () => this.select(step) },
      text + (text.endsWith(':') ? ' ' : ': ') + 'step ' + this.model.number(step) + ', ' + this.model.name(step) + ' ' + this.model.line(step) + ' ' + this.model.doing(step));
  }

  arrows(step) {
    const model = this.model;
    const to = model.incoming(step).map(arrow => this.jump(model.arrowFrom[arrow], '← ' + model.head.arrowKinds[model.arrowKind[arrow]]));
    const from = model.outgoing(step).slice(0, 12).map(arrow => this.jump(model.arrowTo[arrow], '→ ' + model.head.arrowKinds[model.arrowKind[arrow]]));
    return to.length + from.length ? [element('h3', {}, 'Arrows'), ...to, ...from] : [];
  }

  // A device thread's whole state is its phase, and its next step does what the phase says.
  devices(step) {
    const model = this.model;
    const rows = [];
    const left = new Set(model.agents.keys().filter(agent => agent >= model.head.harts));
    for (let i = step + 1; i < model.count && left.size && i < step + 200000; i++) {
      if (left.delete(model.agent[i])) {
        rows.push([model.agent[i], model.doing(i)]);
      }
    }
    rows.sort((one, other) => one[0] - other[0]);
    return rows.length ? [element('h3', {}, 'Devices behind this step'), element('table', {}, ...rows.map(([agent, phase]) =>
      element('tr', {}, element('th', { scope: 'row' }, model.agents[agent]), element('td', { class: 'mono' }, phase))))] : [];
  }
}
