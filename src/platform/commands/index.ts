/**
 * The way from a mutation to the code that changes something. A module declares a token for each command and binds a
 * handler to it; who asks only sees `context.run(token, input)`. Unlike a look-up, a command runs each time it is asked for.
 */
export interface CommandToken<Input, Answer> {
  readonly name: string;
  /** Never set: carries the types. */
  readonly types?: (input: Input) => Answer;
}

export const command = <Input, Answer>(name: string): CommandToken<Input, Answer> => ({ name });

type Handler<Input, Answer, Context> = (input: Input, context: Context) => Promise<Answer>;

export interface CommandBinding {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: a registry holds handlers of every input and answer
  readonly handle: Handler<any, any, any>;
}

export const bindCommand = <Input, Answer, Context>(
  { name }: CommandToken<Input, Answer>,
  handle: Handler<Input, Answer, Context>,
): CommandBinding => ({ name, handle });

export class CommandRegistry {
  readonly #bindings = new Map<string, CommandBinding>();

  /** @throws Error when two commands have one name */
  constructor(bindings: readonly CommandBinding[] = []) {
    for (const binding of bindings) {
      if (this.#bindings.has(binding.name)) throw new Error(`two commands are called ${binding.name}`);
      this.#bindings.set(binding.name, binding);
    }
  }

  run<Input, Answer>({ name }: CommandToken<Input, Answer>, input: Input, context: object): Promise<Answer> {
    const binding = this.#bindings.get(name);
    if (!binding) throw new Error(`nothing is bound to the command ${name}`);
    return binding.handle(input, context);
  }
}
