/** Of the codes in `codes/spec.ts`: why each is a problem, an example, and how to mend it. */
import type { ExplanationEntry } from './explanation-entry.ts';
import type { specCodes } from '../codes/spec.ts';
import { meaningExplanations } from './meaning.ts';

export const specExplanations: Readonly<Record<keyof typeof specCodes, ExplanationEntry>> = {
  SPN2001: {
    title: 'There is no such spec',
    text: `A spec argument is a path to a file, the name of a built-in, or \`-\` for stdin. This one is neither.

Example: \`spinec check spinenet49\` (the built-in is called \`spinenet-49\`)

\`spinec init --list\` lists the built-ins.`,
  },

  SPN2002: {
    title: 'The file holds JSON, but no spec',
    text: `A spec is an object with fields, or the published exchange form: a list of \`[level, kind, [a, b], isOutput]\`.

Example: a file that holds \`"spinenet-49"\` only. To take a built-in as it is:

    { "extends": "spinenet-49" }`,
  },

  SPN2003: {
    title: 'There is no field of that name here',
    text: `Fields that the compiler does not know are refused, not skipped: a misspelt field would otherwise keep its default in silence.

Example: \`"scale": { "repeat": 2 }\` (the field is \`repeats\`)

Put what is meant for people into \`description\`, or into a comment. With \`"$schema"\` an editor completes field names.`,
  },

  SPN2004: {
    title: 'A field is missing',
    text: `A spec that extends no other needs \`blocks\`, and a whole block needs \`level\`, \`kind\` and \`inputs\`. Everything else has a default.

Example: \`{ "id": "b2", "level": 2, "inputs": ["b0", "b1"] }\` lacks \`kind\`.

In a spec that extends another, an entry of \`blocks\` with the id of an existing block may give some fields only; one with a new id is a new
block and has to be whole. Was the id meant to be an existing one?`,
  },

  SPN2005: {
    title: 'The value is of the wrong type',
    text: `The field takes another type of value: text, a whole number, a number, true or false, a list, or an object.

Example: \`"width": "640"\` is text; a width is a whole number: \`"width": 640\`.`,
  },

  SPN2006: {
    title: 'The field does not take this value',
    text: `The field takes one of a few words, and this is none of them. The message lists them. Capitals count.

Example: \`"dialect": "TPU"\` (write \`"tpu"\`)`,
  },

  SPN2007: {
    title: 'The number is too small or too large for its field',
    text: `Numbers have bounds: a scale is positive, a picture at most 16,384 pixels wide, a block repeated at most 100 times. The message
gives them.

Example: \`"scale": { "filters": 0 }\` would leave a network without channels.`,
  },

  SPN2008: {
    title: 'This can not be a name',
    text: `Block ids become names of weights, of ONNX nodes and of variables in generated code, and a network's name becomes file names. So they
are plain: an id is an ASCII letter followed by at most 63 ASCII letters, digits and underscores; a network's name may also have dots and hyphens
inside, and 100 characters.

Example: \`"id": "b 12"\`, and \`"id": "ｂ12"\` with a letter that only looks like b.`,
  },

  SPN2009: {
    title: 'The name is taken',
    text: `Some ids would collide with names that every compiled network has (\`stem\`, \`endpoint_3\`, \`class_3\`, \`box_3\`, \`images\` …), or with
what every JavaScript object has (\`constructor\`, \`toString\` …).

Example: \`"id": "stem"\`. Any other id will do.`,
  },

  SPN2010: {
    title: 'The list has too few or too many items',
    text: `The list has to have another number of items, which the message gives. An entry of the exchange form has four:

    [4, "bottleneck", [5, 10], true]

level, kind, the two parents, and whether it is an output.`,
  },

  SPN2011: {
    title: 'The spec has more than 2,000 blocks',
    text: `A spec may have 2,000 blocks at most; SpineNet-49 has 15. The limit keeps time and memory bounded for specs that a program wrote.

Repeats are no blocks: \`"scale": { "repeats": 4 }\` makes a network deeper without a longer list.`,
  },

  SPN2012: {
    title: 'More problems were found than are shown',
    text: `Of one file, the first 100 problems of a stage are shown. Mend some and run again.

Example: a list of 2,000 blocks in which each one misses its \`kind\`.`,
  },

  SPN2020: {
    title: 'The spec that `extends` names does not exist',
    text: `\`extends\` takes the name of a built-in, or a path relative to the file it is written in (with its extension). What it names could not be found.

Example: \`"extends": "spinenet49"\` (the built-in is called \`spinenet-49\`; \`spinec init --list\` lists them)`,
  },

  SPN2021: {
    title: 'Specs extend each other in a circle',
    text: `Following \`extends\` from file to file has to end at a spec that extends nothing. Here it came back to a file it had been at; the notes
show the way.

Example: a.jsonc extends b.jsonc, and b.jsonc extends a.jsonc.`,
  },

  SPN2022: {
    title: 'More than 16 specs extend each other',
    text: `A chain of \`extends\` may be 16 files long. Longer ones are nearly always a circle under changing names (links), and nobody could say which
file a value comes from. Merge some of the files.`,
  },

  SPN2023: {
    title: '--set names a field that does not exist',
    text: `\`--set path=value\` takes the path of a field of the spec. Blocks are named by id or by position:

    --set scale.repeats=2
    --set input.channels=1
    --set blocks.b12.repeats=3        or  --set b12.repeats=3
    --set "blocks[10].inputs[1]=b9"

\`spinec check SPEC --print-resolved\` prints every field there is. The value is JSON; what is no JSON is taken as text.`,
  },

  SPN2025: {
    title: 'There is no head of that kind',
    text: `\`--head\` takes the kind of a head: \`none\` or \`retinanet\`. Its settings come from \`heads\` in the spec; \`--set head.classes=80\` changes
them.`,
  },

  SPN2026: {
    title: 'Settings of a head that is not there',
    text: `\`head\` has settings, but its kind is \`none\`, so nothing uses them.

Example: \`spinec flops spinenet-49 --set head.classes=80\` without \`--head retinanet\`.

Choose a head, or put the settings under \`heads.retinanet\`, where they wait until it is chosen.`,
  },

  SPN2027: {
    title: 'A setting belongs to another kind of head',
    text: `Each kind of head has settings of its own: \`classes\`, \`filters\`, \`convs\`, \`norm\`, \`separable\` and \`anchors\` of retinanet; \`classes\`,
\`rpn\`, \`box\` and \`mask\` of mask-rcnn; \`classes\` and \`pool\` of classification. One of another kind would change nothing.

Example: \`"head": { "kind": "classification", "anchors": { "size": 4 } }\``,
  },

  ...meaningExplanations,
};
