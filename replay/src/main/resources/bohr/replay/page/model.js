// The data of the page, decoded once and never changed. A step is known by its index, from 0; its
// number, which people know, is counted from reset. What the columns mean is said in PageSteps.java.

const STOPS = ['', 'it waits', 'it yields', 'it enables another agent', 'a snapshot is taken here', 'the execution ends'];
const KINDS = ['', 'reads', 'writes', 'reads and writes'];
const REGISTERS = ['zero', 'ra', 'sp', 'gp', 'tp', 't0', 't1', 't2', 's0', 's1', 'a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7',
  's2', 's3', 's4', 's5', 's6', 's7', 's8', 's9', 's10', 's11', 't3', 't4', 't5', 't6',
  'ft0', 'ft1', 'ft2', 'ft3', 'ft4', 'ft5', 'ft6', 'ft7', 'fs0', 'fs1', 'fa0', 'fa1', 'fa2', 'fa3', 'fa4', 'fa5', 'fa6', 'fa7',
  'fs2', 'fs3', 'fs4', 'fs5', 'fs6', 'fs7', 'fs8', 'fs9', 'fs10', 'fs11', 'ft8', 'ft9', 'ft10', 'ft11'];

async function inflated(text) {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = characters.charCodeAt(i);
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Differences to the number before: zigzag, seven bits a byte, the low ones first.
function column(bytes, at, count) {
  const values = new Int32Array(count);
  let last = 0;
  for (let i = 0; i < count; i++) {
    let rest = 0;
    let shift = 0;
    let byte;
    do {
      byte = bytes[at++];
      rest |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte > 0x7f);
    last = last + (rest >>> 1 ^ -(rest & 1)) | 0;
    values[i] = last;
  }
  return { values, at };
}

class Model {
  constructor(bytes) {
    const length = new DataView(bytes.buffer).getUint32(0, true);
    this.head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
    this.count = this.head.count;
    this.agents = this.head.agents;
    let at = 4 + length;
    for (const name of this.head.columns) {
      const rows = name.startsWith('arrow') ? this.head.arrows : this.count;
      const read = column(bytes, at, rows);
      this[name] = read.values;
      at = read.at;
    }
    this.devices = this.agents.filter(name => name.endsWith('.link')).map(name => name.slice(0, -5));
    this.indexArrows();
  }

  static async load() {
    return new Model(await inflated(document.getElementById('data').textContent.trim()));
  }

  // Arrows are in the order of their ends; here they get into the order of their beginnings too.
  indexArrows() {
    const starts = new Int32Array(this.count + 1);
    for (const from of this.arrowFrom) {
      starts[from + 1]++;
    }
    for (let i = 0; i < this.count; i++) {
      starts[i + 1] += starts[i];
    }
    this.leaving = new Int32Array(this.head.arrows);
    this.leavingStart = starts.slice();
    for (let arrow = 0; arrow < this.head.arrows; arrow++) {
      this.leaving[starts[this.arrowFrom[arrow]]++] = arrow;
    }
  }

  // The first arrow that ends at `step` or behind it.
  arrowsFrom(step) {
    let low = 0;
    let high = this.head.arrows;
    while (low < high) {
      const middle = low + high >> 1;
      if (this.arrowTo[middle] < step) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  incoming(step) {
    const found = [];
    for (let arrow = this.arrowsFrom(step); arrow < this.head.arrows && this.arrowTo[arrow] === step; arrow++) {
      found.push(arrow);
    }
    return found;
  }

  outgoing(step) {
    return Array.from(this.leaving.subarray(this.leavingStart[step], this.leavingStart[step + 1]));
  }

  number(step) { return this.head.first + step; }
  name(step) { return this.agents[this.agent[step]]; }
  doing(step) { return this.head.does[this.does[step]]; }
  at(step) { return this.head.places[this.place[step]]; }
  line(step) { return this.at(step).replace(/ \(.*/, ''); }
  kind(step) { return this.flags[step] & 3; }
  isVisible(step) { return this.kind(step) !== 0 || this.object[step] !== 0 || this.choice[step] !== 0; }
  address(step) { return (this.addressHigh[step] >>> 0) * 2 ** 32 + (this.addressLow[step] >>> 0); }

  objectName(step) {
    const object = this.object[step] - 1;
    return object < 0 ? '' : object < this.devices.length ? 'device ' + this.devices[object]
      : 'interrupt controller or platform device';
  }

  hex(low, high, digits) {
    const text = high ? (high >>> 0).toString(16) + (low >>> 0).toString(16).padStart(8, '0') : (low >>> 0).toString(16);
    return '0x' + text.padStart(digits || 1, '0');
  }

  touched(step) {
    const parts = [];
    if (this.kind(step)) {
      const length = this.length[step];
      parts.push(KINDS[this.kind(step)] + ' ' + length + (length === 1 ? ' byte at ' : ' bytes at ')
        + this.hex(this.addressLow[step], this.addressHigh[step]));
    }
    if (this.object[step]) {
      parts.push('touches ' + this.objectName(step));
    }
    return parts.join(' and ');
  }

  // Which steps touch something that another agent touches too, one of them at least writing. The
  // rest, such as a hart's stack, is nobody else's business. Found when it is first asked for.
  get shared() {
    return this.sharedSteps ??= this.findShared();
  }

  findShared() {
    const several = -1;
    const touched = new Map();
    const written = new Map();
    const note = (map, key, agent) => map.set(key, (map.get(key) ?? agent) === agent ? agent : several);
    for (let step = 0; step < this.count; step++) {
      const agent = this.agent[step];
      if (this.object[step]) {
        note(written, -this.object[step], agent);
      }
      this.granules(step, granule => {
        note(touched, granule, agent);
        if (this.kind(step) !== 1) {
          note(written, granule, agent);
        }
      });
    }
    const shared = new Uint8Array(this.count);
    for (let step = 0; step < this.count; step++) {
      const agent = this.agent[step];
      const conflicting = this.kind(step) === 1 ? written : touched;
      let found = this.choice[step] !== 0 || this.head.pair.includes(step) || step === this.count - 1
        || this.object[step] !== 0 && written.get(-this.object[step]) !== agent;
      this.granules(step, granule => { found ||= (conflicting.get(granule) ?? agent) !== agent; });
      shared[step] = found ? 1 : 0;
    }
    return shared;
  }

  // The aligned words of eight bytes that a step touches.
  granules(step, body) {
    if (this.kind(step)) {
      const address = this.address(step);
      for (let granule = Math.floor(address / 8); granule * 8 < address + this.length[step]; granule++) {
        body(granule);
      }
    }
  }

  // The nearest step of the same agent in one direction; -1 if there is none.
  sameAgent(step, direction) {
    for (let i = step + direction; i >= 0 && i < this.count; i += direction) {
      if (this.agent[i] === this.agent[step]) {
        return i;
      }
    }
    return -1;
  }
}
