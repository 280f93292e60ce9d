/** Every op says what it is, where it comes from, and which attributes and inputs it takes. */
import { existsSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { attributeDefaults, attributeProblems } from '../../compiler/ir/attributes.ts';
import { opDefinition, opKinds, type AttributesOf, type OpKind } from '../../compiler/ops/index.ts';
import { denseAttributes, proposalAttributes, roiAttributes } from './detection-fixtures.ts';

const window = { stride: [1, 1], dilation: [1, 1], padding: [0, 0, 0, 0] } as const;

/** Bounded on both sides: the JSON Schema validator that attributes are compared under knows no infinities. */
const coder = { ...roiAttributes.coder, scaleClip: [-4, 4] };

/** Attributes of every kind: a new kind does not compile until it has a line here. */
const examples: { readonly [K in OpKind]: AttributesOf<K> } = {
  conv2d: { ...window, activation: 'relu' },
  'depthwise-conv2d': { ...window, activation: 'none' },
  'batch-norm': { epsilon: 1e-3 },
  relu: {},
  sigmoid: {},
  swish: {},
  rsqrt: {},
  add: {},
  subtract: {},
  multiply: {},
  divide: {},
  'max-pool': { ...window, kernel: [3, 3] },
  'average-pool': { ...window, kernel: [3, 3] },
  'upsample-nearest': { factor: [2, 2] },
  gather: { axis: 'height', indices: [0, 1, 1] },
  pad: { padding: [0, 1, 0, 1], value: -Infinity },
  reshape: { dims: ['N', 4] },
  dense: { activation: 'relu' },
  'conv2d-transpose': { activation: 'none' },
  'global-average-pool': {},
  'space-to-depth': { block: 2 },
  concat: {},
  'hard-sigmoid': {},
  'hard-swish': {},
  scale: { value: 0.2 },
  shift: { value: 3 },
  clip: { low: 0, high: 6 },
  'dense-detections': { ...denseAttributes(), coder },
  'region-proposals': { ...proposalAttributes, coder },
  'multilevel-roi-align': { levels: [3, 4], size: 7, sampleOffset: 0.5 },
  'refine-boxes': { coder },
  'roi-detections': { ...roiAttributes, coder },
  'select-masks': {},
  'detection-field': { field: 'boxes' },
  'zero-extend': { dims: [3, 3, 16, 48] },
  'winograd-input': { tile: [4, 4] },
  'winograd-kernel': { tile: [4, 1], outputs: 16 },
  'winograd-conv2d': { tile: [4, 2], size: [80, 80], outputs: 16, activation: 'relu' },
  'conv2d-by-winograd': { tile: [4, 4], activation: 'relu' },
};

describe.each(opKinds)('%s', (kind) => {
  const { doc, source, attributes, inputs } = opDefinition(kind);

  it('has a file of its own, a line of documentation and a source', () => {
    expect(existsSync(new URL(`../../compiler/ops/${kind}.ts`, import.meta.url))).toBe(true);
    expect(doc).toMatch(/^\S.{10,100}[^.\s]$/);
    expect(source).not.toBe('');
  });

  it('names its inputs, optional ones last', () => {
    expect(inputs.length).toBeGreaterThan(0);
    expect(new Set(inputs.map((rule) => rule.name)).size).toBe(inputs.length);
    const firstOptional = inputs.findIndex((rule) => rule.optional === true);
    if (firstOptional >= 0) expect(inputs.slice(firstOptional).every((rule) => rule.optional === true)).toBe(true);
  });

  it('has a closed schema of its attributes, every one required, that its example fits', () => {
    const { type, properties, required, additionalProperties } = attributes;
    expect({ type, additionalProperties }).toEqual({ type: 'object', additionalProperties: false });
    expect(required).toEqual(Object.keys(properties as object));
    expect(Object.keys(examples[kind])).toEqual(expect.arrayContaining(required as string[]));
    expect(attributeProblems(attributes, examples[kind])).toEqual([]);
    expect(attributeProblems(attributes, { ...examples[kind], further: 1 })).toEqual([
      'has an unknown field "further"',
    ]);
  });

  it('is held to its schema as a full JSON Schema validator would', () => {
    const validate = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false }).compile(attributes);
    const values = [1, 0, -1, 1.5, 'relu', 'N', true, null, [], [1], [1, 2], [0, 0, 0, 0], [1, 'N'], { a: 1 }];
    for (const [name] of Object.entries(examples[kind]))
      for (const value of values) {
        const attrs = { ...examples[kind], value: 0, [name]: value };
        if (kind !== 'pad') delete (attrs as { value?: number }).value;
        expect(attributeProblems(attributes, attrs).length === 0, `${name}: ${JSON.stringify(value)}`).toBe(
          validate(attrs),
        );
      }
    for (const name of Object.keys(examples[kind])) {
      const attrs = Object.fromEntries(Object.entries(examples[kind]).filter(([field]) => field !== name));
      expect(attributeProblems(attributes, attrs)).toEqual([`lacks ${name}`]);
    }
  });

  it('has defaults that fit the schema', () => {
    expect(attributeProblems(attributes, { ...examples[kind], ...attributeDefaults(attributes) })).toEqual([]);
  });
});

describe('attribute schemas', () => {
  it('may use no keyword that the checker does not know', () => {
    expect(() => attributeProblems({ type: 'object', patternProperties: {} }, {})).toThrow(
      "don't use patternProperties",
    );
    expect(() => attributeProblems({ constructor: 1 }, {})).toThrow("don't use constructor");
  });

  it('take infinities as numbers, and no NaN', () => {
    const { attributes } = opDefinition('pad');
    expect(attributeProblems(attributes, { padding: [0, 0, 0, 0], value: -Infinity })).toEqual([]);
    expect(attributeProblems(attributes, { padding: [0, 0, 0, 0], value: NaN })).toEqual([
      'value is not of type number',
    ]);
  });
});
