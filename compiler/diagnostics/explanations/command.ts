/** Of the codes in `codes/command.ts`: why each is a problem, an example, and how to mend it. */
import type { ExplanationEntry } from './explanation-entry.ts';
import type { commandCodes } from '../codes/command.ts';

export const commandExplanations: Readonly<Record<keyof typeof commandCodes, ExplanationEntry>> = {
  SPN4900: {
    title: 'an ONNX file was asked for without weights',
    text: `An ONNX file holds its weights, so \`--no-params\` leaves it out.

    spinec compile my-net.spine -o out --seed 1            # seeded initial weights
    spinec compile my-net.spine -o out --weights w.safetensors`,
  },

  SPN6900: {
    title: 'a spec can not be read',
    text: `The argument is neither a readable file nor the name of a built-in.

    spinec check ./my-net.spine
    spinec check spinenet-49

\`spinec init --list\` prints the built-ins; \`-\` reads a spec from stdin.`,
  },

  SPN6901: {
    title: 'a result can not be written',
    text: `The folder can't be created or the file can't be written: permissions, a full disk, or a file where a folder
is needed. Nothing half-written is left behind. Example: \`spinec compile spinenet-49 -o /proc/out\`.`,
  },

  SPN6902: {
    title: 'a target does not compute what the reference computes',
    text: `\`spinec compile --verify\` ran the emitted targets and the plain reference evaluator on the same small input
and an output differs by more than 1e-4 of its largest value. That is a bug in spinec: please report the spec.

    spinec compile my-net.spine -o out --seed 1 --verify`,
  },

  SPN6903: {
    title: 'the backend can not say where its time goes',
    text: `\`--profile\` needs a backend that times its own kernels: \`onnx-cpu\` and those of TensorFlow.js do. On GPUs ONNX Runtime
times how long the processor takes to launch a kernel, which says nothing about the kernel: \`onnx-webgpu\` and \`onnx-cuda\`
are refused.

    spinec run spinenet-49 --image photo.jpg --seed 1 --backend onnx-cpu --profile`,
  },

  SPN6904: {
    title: 'a process that was to be measured ended too early',
    text: `\`spinec bench\` loads every side once in a process of its own, to see how long that takes and how much memory it
needs. This one ended before it had run: it crashed in a native library, or the system stopped it for want of memory.

    spinec bench spinenet-190 --head retinanet --input 640x640 --backend onnx-cpu

\`spinec run\` with the same network and backend shows what happens.`,
  },

  SPN6905: {
    title: 'a file of costs can not be used',
    text: `\`--costs\` takes the file that \`spinec tune\` writes: JSON with the positive numbers \`macsPerSecond\`,
\`elementsPerSecond\`, \`weightsPerSecond\` and \`secondsPerNode\`, and what they are true of.

    spinec tune -o costs.json
    spinec compile spinenet-49 -O2 --costs costs.json -o out`,
  },

  SPN6906: {
    title: 'much of a run passes between its kernels',
    text: `The kernels of a profiled run add up to less than 95 % of the run on the clock. The rest is a row of its own,
\`between kernels\`: the runtime's executor (small networks, and networks of thousands of small ops), copies at the
interface, work on the host such as the selection of boxes, or other programs that took the processor.

    spinec run spinenet-49 --image photo.jpg --seed 1 --profile

Shares of blocks hold for what they are shares of; an idle machine and a larger picture make the rest smaller.`,
  },

  SPN6907: {
    title: 'other programs took the processor while something was measured',
    text: `\`spinec tune\` times small networks in turns and takes the fastest round of each. Here a network that computes nothing
never ran as fast as one that computes much, in many more rounds than were asked for: the times are those of something
else. Nothing is written.

    spinec tune --rounds 50 -o costs.json     # more rounds, and close what else is running`,
  },

  SPN6910: {
    title: 'sides of a comparison take different inputs',
    text: `How many times as fast one network is as another says something only where both are given the same number of
pictures of the same size. A file may have been exported with a fixed batch, and built-in specs have sizes of their own.

    spinec bench spinenet-49 --against exported-with-batch-4.onnx --batch 4
    spinec bench spinenet-49 spinenet-96 --input 640x640`,
  },

  SPN6920: {
    title: "the playground's page is missing",
    text: `\`spinec playground\` serves a page that is built together with the command line; the package has it. In a clone
of the repository it is there after

    npm run build`,
  },

  SPN6921: {
    title: 'the playground can not be served on that port',
    text: `Another program listens on the port, or it is one that only administrators may use (below 1024 on most systems).

    spinec playground --port 80      # not permitted
    spinec playground --port 8080
    spinec playground                # any free port`,
  },

  SPN6940: {
    title: 'the network has no such part',
    text: `\`graph --block\` draws the ops of one part of a network: a block, the stem, an endpoint, or a part of the head that was
chosen. Parts have the names that \`spinec flops\` lists.

    spinec graph spinenet-49 --block b12 -o b12.svg
    spinec graph spinenet-49 --head retinanet --block class_3 -o class_3.svg`,
  },

  SPN6941: {
    title: 'a part has too many ops to draw',
    text: `Nobody reads a picture of a thousand ops, and laying it out takes very long. A part with so many is a block that is
repeated often; its repeats are alike.

    spinec graph my-net.spine --block b12 --set scale.repeats=1 -o b12.svg`,
  },
};
