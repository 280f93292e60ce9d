/** Handlers of signals: off while work runs that a signal may end at once, and back afterwards, once. */
import { afterAll, describe, expect, it } from 'vitest';
import { handleSignals, withoutHandlers, withoutHandlersSync } from '../../compiler/cli/signals.ts';

const handler = (): void => undefined;
const count = (): number => process.listeners('SIGINT').filter((listener) => listener === handler).length;
handleSignals(handler);
afterAll(() => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeListener(signal, handler);
});

describe('work without handlers', () => {
  it('may be part of other such work', async () => {
    const seen = await withoutHandlers(async () => {
      const inner = withoutHandlersSync(count);
      await Promise.resolve();
      return [inner, count()];
    });
    expect([...seen, count()]).toEqual([0, 0, 1]);
  });

  it('may fail', () => {
    expect(() =>
      withoutHandlersSync(() =>
        withoutHandlersSync(() => {
          throw new RangeError('failed');
        }),
      ),
    ).toThrow(RangeError);
    expect(count()).toBe(1);
  });
});
