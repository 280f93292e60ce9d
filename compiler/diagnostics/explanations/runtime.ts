/** Of the codes in `codes/runtime.ts`: why each is a problem, an example, and how to mend it. */
import type { ExplanationEntry } from './explanation-entry.ts';
import type { runtimeCodes } from '../codes/runtime.ts';

export const runtimeExplanations: Readonly<Record<keyof typeof runtimeCodes, ExplanationEntry>> = {
  SPN6001: {
    title: 'there is no such backend',
    text: `Backends: \`onnx-cpu onnx-webgpu onnx-cuda tfjs-node-gpu tfjs-webgpu tfjs-wasm tfjs-cpu reference\`, and \`auto\`, which takes the
fastest real one on this machine and says why. \`spinec doctor\` shows what each of them finds here.`,
  },

  SPN6002: {
    title: 'backend can not run here',
    text: `The backend that was asked for by name is not usable on this machine: its package is not installed, a library or a device is missing.
The notes give the reason and what would help; \`spinec doctor\` gives the whole picture.

Backends are optional packages, so that nobody has to install all of them:

    npm install onnxruntime-node                                        # onnx-cpu, onnx-webgpu, onnx-cuda
    npm install @tensorflow/tfjs-core @tensorflow/tfjs-backend-wasm     # tfjs-wasm
    npm install @tensorflow/tfjs-core @tensorflow/tfjs-backend-webgpu webgpu
    npx spinec doctor --fix tfjs-node-gpu                               # where that package's own installer fails`,
  },

  SPN6003: {
    title: 'the GPU is a program',
    text: `The only adapter found computes on the CPU (SwiftShader, llvmpipe, WARP): a program that pretends to be a GPU. It gives right results a
hundred times slower than a CPU backend does, and timings from it mean nothing, so it is used only when asked for:

    spinec run spinenet-49 --image street.jpg --seed 1 --backend tfjs-webgpu --allow-software`,
  },

  SPN6004: {
    title: 'backend failed while preparing or running the network',
    text: `The backend was there and took the network, then gave up: out of memory, a lost device, a kernel it does not have. The message is the
backend's own. Another backend (\`--backend onnx-cpu\`), a smaller \`--input\`, or a smaller batch may help.`,
  },

  SPN6005: {
    title: 'input tensor does not have the shape the network was compiled for',
    text: `A network is compiled for one picture size and any batch: the input has to be \`[N,H,W,C]\` with the H, W and C that the message names.
Compile the spec again with \`--input HxW\` for another size, or give a picture, which is scaled and padded to fit.`,
  },

  SPN6006: {
    title: 'folder was not written by `spinec compile`',
    text: `A compiled folder has a \`manifest.json\` that lists its inputs, outputs and files. Make one with

    spinec compile spinenet-49 --target tfjs,onnx --seed 1 -o out`,
  },

  SPN6007: {
    title: 'manifest.json is not a valid manifest',
    text: `The file is not JSON, lacks a field, has a field of a wrong type, names a file outside its folder, or was written in a newer format than
this version reads. Compile again.

Example: a \`manifest.json\` that an interrupted copy cut in half.`,
  },

  SPN6008: {
    title: 'compiled folder lacks a file',
    text: `The manifest names a file that is not there, or what is asked for needs a file that was not compiled: weights (\`--weights\` or \`--seed\`
at compile time, or at run time), or the IR text from which other backends' programs are made. Compile again with what is missing.`,
  },

  SPN6009: {
    title: 'a compiled file is not the one that was written',
    text: `The file's size or SHA-256 differs from the manifest's. It was edited, cut off, or replaced by another compilation. Compile again, or put
the right file back: running one network's code with another's weights gives plausible nonsense.

Hashes guard against accidents, not against malice: a compiled folder holds a program, and whoever changes that can change the
manifest, too. Run only folders that you trust.

Example: \`spinenet-49.ts\` was changed by hand after \`spinec compile spinenet-49 -o out\`.`,
  },

  SPN6010: {
    title: 'no weights were given',
    text: `A spec says what a network is, not what it has learned. Give trained weights (\`--weights w.safetensors\`), or \`--seed 1\` for the official
initial values: enough to measure speed and to compare targets, not to detect anything.`,
  },

  SPN6011: {
    title: 'this repair is not available on this platform',
    text: `\`doctor --fix tfjs-node-gpu\` takes TensorFlow's C library from its Python wheel for Linux on x86-64 and compiles the package's addon against
it. On other systems the package's own installer (\`npm rebuild @tensorflow/tfjs-node-gpu\`) is the way, or another backend: \`onnx-cpu\`
and \`tfjs-wasm\` need nothing but npm.`,
  },

  SPN6012: {
    title: 'a program that the repair needs is missing',
    text: `\`doctor --fix tfjs-node-gpu\` needs \`python3\` with \`pip\` (to fetch and unpack a wheel) and \`g++\` (to compile two files). On Debian and
Ubuntu: \`apt-get install g++ python3-pip\`.`,
  },

  SPN6013: {
    title: 'a step of the repair failed',
    text: `The notes end with what the failing program printed. What was fetched before is kept in the cache (\`$XDG_CACHE_HOME/spinec\`, or
\`~/.cache/spinec\`), so that running \`doctor --fix\` again continues where it stopped.`,
  },

  SPN6014: {
    title: 'not enough disk space for the repair',
    text: `The TensorFlow wheel is 572 MB to download and about 1 GB unpacked; with \`--cuda\` the NVIDIA libraries add 2.7 GB and 4.1 GB. Set
\`XDG_CACHE_HOME\` to a disk with room.`,
  },

  SPN6015: {
    title: 'doctor does not know that repair',
    text: `\`spinec doctor --fix tfjs-node-gpu\` is the only repair there is. Everything else that \`doctor\` reports comes with the command that
installs it.`,
  },

  SPN6016: {
    title: 'backend chosen',
    text: `\`--backend auto\` takes the first backend that really works here, in the order of their speed: GPU backends with a real GPU, then
onnx-cpu, tfjs-node-gpu on the CPU, tfjs-wasm, tfjs-cpu, reference. The notes say why earlier ones were passed over.`,
  },

  SPN6017: {
    title: 'the two sets of outputs can not be compared',
    text: `An output is missing on one side, or has another shape there. Both runs have to be of the same spec, input size, head and taps.

Example: one run with \`--head retinanet\` gives \`class_3\`, the other without a head gives \`endpoint_3\`.`,
  },

  SPN6018: {
    title: 'running the network needs more memory than there is',
    text: `The weights and the activations that live at the same time (the peak of the liveness plan, times the batch) are more than three
quarters of this machine's memory, or of what is allowed to this process. Nothing was started.

\`spinec flops\` shows both figures. Activations shrink with the area of \`--input\`, weights do not; fewer pictures at a time need less, too.`,
  },

  SPN6019: {
    title: 'the ONNX file can not be run as a network',
    text: `An \`.onnx\` file is a protobuf message with a graph in it. This one is something else, is empty, or ends too early (an interrupted
download, say, or a pointer that Git LFS left in place of the file); or ONNX Runtime refuses what is in it, and the message has its
words; or the model does not take one picture, a tensor of rank 4.`,
  },

  SPN6020: {
    title: 'the GPU adapter can not compute in float16',
    text: `The model computes in float16 (\`spinec quantize --to f16\`), and the WebGPU adapter does not have the feature \`shader-f16\`:
SwiftShader and some older GPUs lack it. Processors run the same file with \`--backend onnx-cpu\`, in float32; on this adapter, run the
network as it is.

    spinec run half.onnx --image photo.jpg --backend onnx-cpu
    spinec run my-net.spine --image photo.jpg --backend onnx-webgpu`,
  },
};
