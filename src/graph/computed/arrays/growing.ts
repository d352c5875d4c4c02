/** A list of numbers that grows in place: a tenth of what an array of objects takes. */
class Growing<Values extends Int32Array | Float64Array> {
  length = 0;

  protected constructor(
    private buffer: Values,
    private readonly allocate: (length: number) => Values,
  ) {}

  push(value: number): void {
    if (this.length === this.buffer.length) {
      const larger = this.allocate(this.length * 2);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer[this.length] = value;
    this.length += 1;
  }

  at(index: number): number {
    return this.buffer[index] as number;
  }

  /** The values so far. A view: a later `push` may leave it behind. */
  get values(): Values {
    return this.buffer.subarray(0, this.length) as Values;
  }
}

const FIRST = 1024;

export class Int32List extends Growing<Int32Array> {
  constructor() {
    super(new Int32Array(FIRST), (length) => new Int32Array(length));
  }
}

export class Float64List extends Growing<Float64Array> {
  constructor() {
    super(new Float64Array(FIRST), (length) => new Float64Array(length));
  }
}
