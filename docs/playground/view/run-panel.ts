/**
 * Runs the network on a picture and shows what its endpoints see. The weights are drawn from a seed, the same ones that
 * `spinec run --seed` draws: the maps show how far each level sees and where padding bites, not what a trained network finds.
 */
import { fileStem } from '../../../compiler/compile.ts';
import { size } from '../../../compiler/analysis/report/format.ts';
import sample from '../../pictures/coffee.jpg?url';
import type { Design } from '../design.ts';
import { save } from '../download.ts';
import { startWork, type Running } from '../work/client.ts';
import type { PageBackend, RunResult } from '../work/messages.ts';
import { element } from './dom.ts';
import { heatPicture } from './heat.ts';

export interface RunPanel {
  readonly root: HTMLElement;
  readonly run: (picture: Blob) => void;
}

export function createRunPanel(design: () => Design | undefined): RunPanel {
  let running: Running<RunResult> | undefined;
  let pictureUrl: string | undefined;
  const status = element('p', { role: 'status', id: 'run-status' });
  const results = element('div', { className: 'maps', id: 'run-maps' });
  const seed = element('input', {
    id: 'run-seed',
    type: 'number',
    min: '0',
    step: '1',
    value: '0',
    style: 'width:5rem',
  });
  const backend = element(
    'select',
    { id: 'run-backend' },
    element('option', { value: 'auto' }, 'fastest'),
    element('option', { value: 'webgpu' }, 'WebGPU'),
    element('option', { value: 'wasm' }, 'WebAssembly'),
  );
  const file = element('input', { type: 'file', accept: 'image/*', id: 'run-file', 'aria-label': 'Picture' });
  const cancel = element('button', { type: 'button', id: 'run-cancel', hidden: true }, 'Cancel');
  const keep = element('button', { type: 'button', id: 'run-save', hidden: true }, 'Save outputs (.safetensors)');

  const say = (text: string, bad = false): void => {
    status.textContent = text;
    status.className = bad ? 'bad' : 'muted';
  };
  const busy = (isBusy: boolean): void => {
    cancel.hidden = !isBusy;
    for (const control of [file, trial]) control.disabled = isBusy;
  };

  async function run(picture: Blob): Promise<void> {
    const spec = design()?.spec;
    if (!cancel.hidden) {
      say('One picture at a time: cancel the other first.', true);
      return;
    }
    if (spec === undefined) {
      say('The spec has errors: mend them first.', true);
      return;
    }
    const started = startWork<'run'>(
      {
        kind: 'run',
        spec,
        seed: Math.max(0, Math.trunc(Number(seed.value))),
        picture,
        backend: backend.value as PageBackend | 'auto',
      },
      (step) => say(`${step} …`),
    );
    running = started;
    busy(true);
    try {
      const result = await started.result;
      show(result, picture, spec.name);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error), true);
    } finally {
      busy(false);
    }
  }

  function show(result: RunResult, picture: Blob, name: string): void {
    const { outputs, runsOn, milliseconds } = result;
    if (pictureUrl !== undefined) URL.revokeObjectURL(pictureUrl);
    pictureUrl = URL.createObjectURL(picture);
    const maps = Object.entries(outputs).filter(([output]) => output.startsWith('endpoint_'));
    const shown = maps.length === 0 ? '' : ' Mean activation of each level:';
    say(`Ran on ${runsOn} in ${milliseconds.toFixed(0)} ms (first run).${shown}`);
    results.replaceChildren(
      element(
        'figure',
        {},
        element('img', { src: pictureUrl, alt: 'The picture given' }),
        element('figcaption', {}, 'picture'),
      ),
      ...maps.map(([output, map]) => {
        const { canvas, range } = heatPicture(map);
        const caption = `${output}, ${size(map.dims.slice(1))}: ${range.map((value) => value.toPrecision(3)).join(' … ')}`;
        canvas.setAttribute('role', 'img');
        canvas.setAttribute('aria-label', `Mean activation of ${caption}`);
        return element('figure', {}, canvas, element('figcaption', {}, caption));
      }),
    );
    keep.hidden = false;
    keep.onclick = async () => {
      const { safetensorsBytes } = await import('../../../runtime/weights/safetensors-writer.ts');
      const tensors = Object.entries(outputs).map(([output, { dims, data }]) => ({
        name: output,
        dims,
        type: 'F32' as const,
        read: () => Float32Array.from(data),
      }));
      save(`${fileStem(name)}-outputs.safetensors`, new Blob([safetensorsBytes(tensors)]));
    };
  }

  const trial = element('button', { type: 'button', className: 'main', id: 'run-sample' }, 'Use the sample');
  trial.onclick = async () => {
    const response = await fetch(sample).catch(() => undefined);
    if (response?.ok === true) void run(await response.blob());
    else say('The sample is not there: choose a picture', true);
  };
  file.onchange = () => {
    const [picture] = file.files ?? [];
    file.value = ''; // so that the same picture can be chosen again
    if (picture !== undefined) void run(picture);
  };
  cancel.onclick = () => running?.cancel();
  const drop = element(
    'div',
    { className: 'drop' },
    element('span', {}, 'Drop a picture here, or choose one:'),
    file,
    trial,
    element('label', {}, 'seed', seed),
    element('label', {}, 'on', backend),
    cancel,
  );
  say('The compiled tfjs module runs here, in the page, with seeded weights; nothing is sent anywhere.');
  return { root: element('div', {}, drop, status, results, keep), run: (picture) => void run(picture) };
}
