// Everything that is not drawn: the heading, the pair, and what stands below the timeline.

class Texts {
  constructor(model, select) {
    this.model = model;
    this.head = model.head;
    this.select = select;
  }

  show() {
    this.heading();
    this.pair();
    document.getElementById('texts').replaceChildren(
      ...this.happened(), ...this.verdict(), ...this.prevention(), ...this.certainty(), ...this.console(),
      ...this.origin(), ...this.keys());
  }

  heading() {
    const head = this.head;
    const title = head.scenario + ' (' + [head.variant, ...head.overrides].join(', ') + ')';
    document.title = title + ' – Bohr';
    document.getElementById('title').textContent = title;
    const steps = head.count.toLocaleString('en') + (head.count === 1 ? ' step' : ' steps');
    document.getElementById('subtitle').textContent = steps + ' of ' + head.agents.length + ' agents, memory model ' + head.memoryModel
      + (head.snapshot ? ', behind the snapshot point at step ' + head.snapshot : '');
    const finding = document.getElementById('finding');
    const kind = head.verdict.kind;
    if (!kind) {
      finding.textContent = 'The recording was cut off: nobody knows how it ended.';
    } else if (kind !== 'finding') {
      finding.textContent = 'No finding: ' + head.verdict.message + '.';
    } else {
      finding.append(element('strong', {}, 'Finding: '), head.verdict.message, element('span', { class: 'soft' }, ' (' + head.verdict.oracle + ')'));
    }
  }

  pair() {
    const model = this.model;
    const section = document.getElementById('pair');
    const [first, second] = this.head.pair;
    if (second === undefined) {
      if (this.head.nearest) {
        section.hidden = false;
        section.append(element('h2', {}, 'What decides'), element('p', {}, this.sentence()));
      }
      return;
    }
    section.hidden = false;
    const card = (step, number) => element('button', { type: 'button', 'data-step': step, onclick: () => this.select(step, first, second) },
      element('span', { class: 'who' }, '▶' + number + '  step ' + model.number(step) + ', ' + model.name(step)), ' ',
      element('span', { class: 'mono' }, model.line(step) + ' ' + model.doing(step)));
    section.append(
      element('h2', {}, this.head.proven ? 'These two must not be swapped' : 'Probably, these two must not be swapped'),
      element('div', { class: 'two' }, card(first, 1), card(second, 2)),
      element('p', {}, this.sentence() || 'The finding depends on their order, by the look of it; no execution without it was found.'));
  }

  sentence() {
    const text = this.head.nearest;
    return text ? text[0].toUpperCase() + text.slice(1) + '. Both were run.' : '';
  }

  happened() {
    return [element('h2', {}, 'What happened'), element('ol', {}, ...this.head.happened.map(each => element('li', {}, each)))];
  }

  verdict() {
    const verdict = this.head.verdict;
    return verdict.kind !== 'finding' ? [] : [element('h2', {}, 'What is broken'), this.list([
      ['finding', verdict.message], ['oracle', verdict.oracle], ['clause', verdict.clause], ['place', verdict.place]])];
  }

  list(pairs) {
    return element('dl', {}, ...pairs.filter(([, text]) => text).flatMap(([name, text]) =>
      [element('dt', {}, name), element('dd', {}, text)]));
  }

  prevention() {
    const head = this.head;
    const rows = [
      ['nearest', this.sentence()],
      ['with the finding', head.failing], ['without', head.passing],
      ['survives', head.survives],
      ...head.fences.map(each => ['fence', each]),
      [head.fences.length ? 'tried' : 'fence', head.fenceVerdict],
      ...head.remedies.map(each => ['remedy', each])];
    return rows.some(([, text]) => text) ? [element('h2', {}, 'What would have prevented it'), this.list(rows)] : [];
  }

  // How often the finding comes about if the rest is left to chance behind a step.
  certainty() {
    const chances = this.head.chances;
    if (!chances) {
      return [];
    }
    const rows = chances.points.map(point => {
      const bar = element('span', { class: point.findings ? 'bar' : '' });
      bar.style.width = 100 * point.findings / point.executions + '%';
      const step = point.step - this.head.first;
      const number = step >= 0 && step < this.head.count
        ? element('button', { type: 'button', onclick: () => this.select(step) }, String(point.step)) : String(point.step);
      return element('tr', {}, element('th', { scope: 'row' }, number),
        element('td', {}, (100 * point.share).toFixed(1) + ' %'), element('td', { class: 'bars' }, bar));
    });
    const { certain } = chances;
    const when = certain ? (certain.exact ? 'Certain from step ' : 'Certain at the latest from step ') + certain.step + ' on: ' + certain.does
      : 'It was never certain before it happened, in step ' + chances.end + '.';
    return [element('h2', {}, 'When it became certain'),
      element('p', {}, when),
      element('p', { class: 'soft' }, 'How often it comes about behind a step, of ' + chances.points[0].executions + ' executions that go on from there ('
        + chances.strategy + ', seed ' + chances.seed + ').'),
      element('table', { class: 'chances' }, ...rows)];
  }

  // What a guest prints is bytes; what would be a command to a terminal is shown as a box.
  console() {
    const text = this.head.console.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, character => character === '\r' ? '' : '\u25a1');
    return text ? [element('h2', {}, 'Console'), element('pre', { id: 'console' }, text)] : [];
  }

  origin() {
    const head = this.head;
    const copy = element('button', { type: 'button', onclick: () => navigator.clipboard?.writeText(head.replay) }, 'Copy');
    const search = head.strategy ? head.strategy + ', seed ' + head.seed + ', schedule ' + head.schedule : '';
    return [
      element('h2', {}, 'How to repeat it'),
      element('div', { class: 'command' }, element('pre', { id: 'replay' }, head.replay), copy),
      this.list([['found by', search], ['schedule', head.slices], ['built by', head.builtBy]]),
      ...(head.policies.length ? [element('h2', {}, 'Policies'), element('pre', {}, head.policies.join('\n'))] : []),
      ...(head.yaml ? [element('h2', {}, 'Scenario'), element('pre', {}, head.yaml)] : [])];
  }

  keys() {
    const key = (name, text) => [element('dt', {}, ...name.split(' ').flatMap(each => [element('kbd', {}, each), ' '])), element('dd', {}, text)];
    return [element('h2', { class: 'keys' }, 'Keys'), element('dl', { class: 'keys' },
      ...key('↑ ↓', 'the step before, the step behind'), ...key('← →', 'the same agent’s step before, behind'),
      ...key('+ - 0', 'zoom in, out, everything'), ...key('PgUp PgDn Home End', 'a screen, the beginning, the end'),
      ...key('p', 'the critical pair'), ...key('/', 'search; Enter and Shift-Enter go from match to match'))];
  }
}
