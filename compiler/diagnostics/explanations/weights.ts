/** Of the codes in `codes/weights.ts`: why each is a problem, an example, and how to mend it. */
import type { ExplanationEntry } from './explanation-entry.ts';
import type { weightCodes } from '../codes/weights.ts';

export const weightExplanations: Readonly<Record<keyof typeof weightCodes, ExplanationEntry>> = {
  SPN5001: {
    title: 'weights file can not be read',
    text: `The file named by \`--weights\` (or given to \`load\`) could not be opened or read: it does not exist, is a folder, or may
not be read by this user. The message repeats what the operating system said.

    spinec run spinenet-49 --image street.jpg --weights w.safetensors

Without trained weights, \`--seed 1\` uses the official initial values instead.`,
  },

  SPN5002: {
    title: 'safetensors file is shorter than its header says',
    text: `A safetensors file is 8 bytes of header length, a JSON header, and the tensors' bytes. This one ends before the last tensor
does, as an interrupted download or copy leaves it. Fetch or write the file again; the notes give both sizes.

Example: a download of \`spinenet-49.safetensors\` that broke off at 20 of 114 MB.`,
  },

  SPN5003: {
    title: 'safetensors header has an impossible length',
    text: `The first 8 bytes of a safetensors file are the length of its JSON header. Here that length is larger than the file, or
larger than the format's limit of 100,000,000 bytes. Most often the file is not safetensors at all.

Example: \`spinec run net --weights photo.jpg\``,
  },

  SPN5004: {
    title: 'safetensors header is not what the format allows',
    text: `The header has to be a UTF-8 JSON object: tensor name → \`{"dtype":"F32","shape":[3,3,64,64],"data_offsets":[0,147456]}\`, with
an optional \`__metadata__\` object of strings. The message says what was found instead, and at which byte of the header.`,
  },

  SPN5005: {
    title: 'safetensors header names a tensor twice',
    text: `Two entries of the header have the same name. JSON readers would silently take the last one; which one the author meant can't
be known, so the file is refused.

Example: a header with two entries called \`b2/repeat0/conv1/conv/kernel\`.`,
  },

  SPN5006: {
    title: 'safetensors tensors overlap, leave holes, or lie outside the file',
    text: `\`data_offsets\` of all tensors together have to cover the data part of the file exactly: no overlap, no hole, nothing behind the
end. That is a rule of the format, because bytes that belong to no tensor, or to two, can hide things.`,
  },

  SPN5007: {
    title: "a tensor's shape and its bytes disagree",
    text: `The product of the shape times the size of the dtype has to be \`end - begin\` of \`data_offsets\`. Example of a mistake:
\`{"dtype":"F32","shape":[64],"data_offsets":[0,128]}\`: 64 float32 values are 256 bytes.`,
  },

  SPN5008: {
    title: 'tensor dtype is not supported',
    text: `Tensors may be F32, F16, BF16, F64, U8, I32 or I64; float weights of any width are read as float32. 8-bit floats, packed and
complex types are not weights of these networks. Convert the tensor before saving it.

Example: a tensor with \`"dtype": "F8_E4M3"\`. In PyTorch, \`tensor.float()\` converts it.`,
  },

  SPN5009: {
    title: 'file is not safetensors',
    text: `The file starts like another format: a zip (PyTorch \`.pth\`, NumPy \`.npz\`), HDF5 (Keras), a pickle, or gzip. Weights to run with are
safetensors under the names of the compiled network; \`spinec import FILE --spec SPEC -o w.safetensors\` makes them.`,
  },

  SPN5010: {
    title: 'weights do not fit the network',
    text: `Weights are matched strictly, by name and shape. The notes list

* **missing**: the network has this param, the file does not;
* **extra**: the file has a tensor that the network has no use for (left alone where extra tensors are allowed);
* **misshapen**: both have it, with different shapes.

Most often the file belongs to another size of network, to another head (\`--head retinanet\` adds \`class/…\` and \`box/…\`), or has
its source framework's names. \`spinec compile SPEC --emit-after lower\` prints the names and shapes expected.`,
  },

  SPN5011: {
    title: 'weights contain NaN or infinity',
    text: `A network with one NaN in a kernel answers NaN nearly everywhere. The notes name each tensor that has such values and how many. They
usually come from a training run that diverged, or from float32 values saved as float16 (its largest value is 65,504).

Example: \`b12/repeat0/conv2/conv/kernel: 3 NaN\``,
  },

  SPN5012: {
    title: 'weights could not be downloaded',
    text: `The URL did not answer with a complete file: the server answered an error, the connection broke, or fewer bytes came than the
server had announced. In a browser also: the other site has to allow the request (CORS).

Example: \`https://example.com/net.safetensors\` answers 404.`,
  },

  SPN5013: {
    title: 'seed is not a whole number',
    text: `Seeds are whole numbers from 0 to 9007199254740991. The same seed gives the same initial weights on every machine, each param's
depending on the seed and the param's name only.

Example: \`--seed 1.5\` (write \`--seed 1\`)`,
  },

  SPN5014: {
    title: 'file has no tensor of that name',
    text: `A single tensor was asked for by name, and the file does not have it. \`--input-tensor\` takes the tensor called \`input\`, of shape
\`[N,H,W,C]\`.`,
  },

  SPN5015: {
    title: 'network has more weights than can be handled',
    text: `Weights are made, folded and written one tensor at a time, so a tensor may have 256 MiB, and a network 8 GiB in all: ten times the
largest published one. \`check\` and \`flops\` have no such limit.

Usually a number has too many zeros: \`scale.filters\` counts twice, because convolutions grow with its square, and so do
\`head.filters\`; \`head.classes\` counts once per anchor.`,
  },

  SPN5016: {
    title: 'there is no checkpoint of a known format',
    text: `\`import\` reads TensorFlow's TensorBundles (\`model.ckpt.index\` with its \`.data-…\` files, by prefix, by any of the files, or
the folder that holds them), PyTorch \`.pth\`, safetensors, NumPy \`.npz\` and Keras HDF5. The format is told from the first bytes;
the name does not matter.

Example: \`spinec import frozen_graph.pb --spec spinenet-49\`: a frozen graph is a program with weights in it, not a checkpoint.`,
  },

  SPN5017: {
    title: 'checkpoint is damaged',
    text: `A checksum is wrong, or the file contradicts itself: places outside the file, sizes that do not agree, lists that do not
end. Copy or download it again and compare the sizes. Every checksum that a format has is verified, so that no bit of the weights
changed on the way.

Example: \`model.ckpt.data-00000-of-00001: the checksum of tensor "spinenet/conv2d/kernel" is wrong\``,
  },

  SPN5018: {
    title: 'a part of the checkpoint is not there',
    text: `A TensorBundle is an index and one or more data files, all of which are needed: \`model.ckpt.index\`,
\`model.ckpt.data-00000-of-00002\`, \`model.ckpt.data-00001-of-00002\`. One is missing, or shorter than the index says.

With \`--dry-run\` the index alone is enough: names and shapes are compared and nothing is written.`,
  },

  SPN5019: {
    title: 'checkpoint claims absurd sizes',
    text: `What a file says of its own size is believed within limits only: a tensor may have 512 MiB, an archive's entry may not grow
a thousandfold when it is decompressed, and the number of entries is bounded. This one is beyond them, as a zip bomb is, or is
damaged.

Example: an \`.npz\` of 10 kB whose one array claims 4 GB.`,
  },

  SPN5020: {
    title: 'pickle asks for more than data',
    text: `A PyTorch file holds a pickle, which is a small program that may call any Python function. Here it is read as data: dicts,
lists, numbers, texts and tensors. Whatever else it names is refused and never executed. That is either an attack
(\`os.system\`) or an object of the training program that was saved along with the weights.

In the second case save the weights alone, on a machine that has the program:
\`torch.save(torch.load('all.pth')['state_dict'], 'weights.pth')\`.`,
  },

  SPN5021: {
    title: 'checkpoint uses something that is not supported',
    text: `The file is of a known format but has something in it that the published checkpoints do not: big-endian numbers, weights
that are no floats, encrypted archives, links to other files, the format of PyTorch before 1.6. The message says which.

Example: for an old PyTorch file, \`torch.save(torch.load('old.pth', weights_only=True), 'new.pth')\` writes it anew.`,
  },

  SPN5022: {
    title: 'checkpoint is of another network',
    text: `Import is strict: each param of the network gets a tensor of its shape, and each tensor of the checkpoint is used, or is
bookkeeping of the training program. The notes list what is **missing**, **unused** and **misshapen**, and the suggestion says
which network the checkpoint looks like.

    spinec import model.ckpt --spec spinenet-96 --head retinanet -o w.safetensors

\`--partial\` takes what fits and leaves the rest at its initial values: for a backbone without its head, say.`,
  },

  SPN5023: {
    title: 'some weights were not imported',
    text: `With \`--partial\`, params that the checkpoint has no fitting tensor for keep their initial values, drawn from \`--seed\`, and
tensors that the network has no use for are dropped. The notes name them. Such a network has to be trained before its outputs
mean anything.

Example: \`spinec import backbone.ckpt --spec spinenet-49 --head retinanet --partial -o w.safetensors\` leaves the head untrained.`,
  },

  SPN5024: {
    title: 'checkpoint and spec are of different dialects',
    text: `The official codes differ in padding, pooling and activations, so weights that were trained with one give other results in
another. The names of the tensors say which code a checkpoint is of; the spec was changed accordingly for the import. Use the
same setting wherever the weights are used:

    spinec run spinenet-49 --set dialect=garden --weights w.safetensors --image street.jpg

\`--dialect\` says whose names they are when the guess is wrong.`,
  },

  SPN5025: {
    title: 'the names in the checkpoint are not known',
    text: `Each official code names its variables in its own way, and a table per code maps them: \`spinenet/conv2d/kernel\` (TPU
repository), \`backbone/layer_with_weights-0/kernel\` (model garden), \`conv1.conv.weight\` (PyTorch port), \`stem/kernel\` (spinec).
These are none of them, or no built-in has them; \`--spec\` says which network it is, and \`--dialect\` whose names.`,
  },

  SPN5026: {
    title: 'checkpoint has moving averages of its variables',
    text: `Training kept an exponential moving average beside each variable, which usually evaluates better. \`--ema\` imports the
averages; without it the variables themselves are taken. Variables without an average (moving statistics) are taken as they are.

Example: \`spinec import model.ckpt --spec spinenet-49 --ema -o w.safetensors\``,
  },

  SPN5027: {
    title: 'a dialect has no names for some params',
    text: `\`export\` writes weights under the names of an official code, and that code has nothing like the params listed: a head that it
lacks, or fusion weights.

Example: \`spinec export w.safetensors --spec spinenet-49 --set merge.weighted=true --to garden -o x.npz\``,
  },

  SPN5028: {
    title: 'checkpoint has no moving averages',
    text: `\`--ema\` imports the exponential moving averages that training kept beside the variables, and this checkpoint has none: training
did not keep any, or they were left out when it was saved. Names of averages end in \`/ExponentialMovingAverage\` (TPU repository),
or are slots called \`average\` of the optimizer (model garden).

Without \`--ema\` the variables themselves are imported:

    spinec import model.ckpt --spec spinenet-49 -o w.safetensors`,
  },

  SPN5029: {
    title: 'weights were imported for another dialect',
    text: `The official codes differ in padding, pooling and activations. Weights that \`import\` wrote say which of them they are of;
in a network of another they fit, and compute something else.

    spinec detect spinenet-49 --head retinanet --set dialect=garden --weights w.safetensors --image street.jpg`,
  },
};
