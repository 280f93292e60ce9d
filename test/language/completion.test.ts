/** What is offered at the cursor, in both forms: one row per place. */
import { describe, expect, test } from 'vitest';
import { builtinNames } from '../../compiler/resolve/builtins.ts';
import { cursor, offered, taken } from './cursor.ts';
import { completionsAt } from '../../compiler/language/features.ts';

const net = 'net : spinenet, 640x640\nb2 : L2 bottleneck <- b0 b1\nb3 : L4 residual <- b0 b1\n';
const kinds = ['bottleneck', 'residual'];
const blockFields = ['filters', 'baseFilters', 'repeats', 'activation'];

describe('.spine', () => {
  test.each([
    ['net |', ['extends']],
    ['net extends |', builtinNames],
    ['net extends spine|', builtinNames],
    ['net : |', ['spinenet', 'spinenet-mobile', 'eff-spinenet', 'resnet-fpn', 'dialect', '640x640']],
    ['net : spinenet, dialect |', ['tpu', 'garden', 'torch']],
    [`${net}b4 : |`, ['L2', 'L3', 'L4', 'L5', 'L6', 'L7', ...blockFields]],
    [`${net}b4 : L4 |`, kinds],
    [`${net}b4 : L4 bot|`, kinds],
    [`${net}b4 : L4 bottleneck |`, ['<-', '=>', ...blockFields]],
    [`${net}b4 : L4 bottleneck <- |`, ['b3', 'b2', 'b1', 'b0']],
    [`${net}b4 : L4 bottleneck <-|`, ['b3', 'b2', 'b1', 'b0']],
    [`${net}b4 : L4 bottleneck <-|b1`, ['b3', 'b2', 'b1', 'b0']],
    [`${net}b4 : L4 bottleneck <- b2 b|`, ['b3', 'b2', 'b1', 'b0']],
    [`${net}b4 : L4 bottleneck <- b2 b3 => |`, ['P4']],
    [`${net}b4 : L4 bottleneck <- b2 b3 => P4 filters=64 |`, ['baseFilters', 'repeats', 'activation']],
    [`${net}b4 : L4 bottleneck <- b2 b3 activation=|`, ['relu', 'swish', 'hard-swish']],
    ['net : spinenet-mobile\nb2 : L4 |', ['mbconv']],
    [`${net}scale alpha=0.5 |`, ['filters', 'repeats', 'endpoints', 'divisor']],
    [`${net}scale alpha=|`, ['0.5', '1']],
    [`${net}head retinanet norm=|`, ['per-level', 'shared', 'none']],
    [`${net}heads.|`, ['retinanet', 'mask-rcnn', 'classification']],
    [`${net}heads.retinanet.anchors |`, ['scales', 'aspectRatios', 'size', 'convention']],
    [`${net}set heads.retinanet.norm = |`, ['per-level', 'shared', 'none']],
    [`${net}set merge.weighted = |`, ['true', 'false']],
    [`${net}dialect |`, ['tpu', 'garden', 'torch']],
    [`${net}levels |`, ['3..7', 'min', 'max']],
    [`${net}block { "kind": |`, kinds],
    [`${net}block { "level": 4, "inputs": [ "b2", |`, ['b3', 'b2', 'b1', 'b0']],
    [`${net}set heads.retinanet.anchors = { |`, ['scales', 'aspectRatios', 'size', 'convention']],
    [`${net}# dialect |`, []],
    [`${net}dialect tpu |`, []],
    [`${net}stem |`, ['kind', 'filters']],
  ])('%j', (marked, labels) => {
    expect(offered(marked, 'spine')).toEqual(labels);
  });

  test('blocks of the spec that is extended can be inputs, and be changed', () => {
    expect(offered('n extends spinenet-49\nb17 : L3 bottleneck <- |', 'spine').slice(0, 2)).toEqual(['b16', 'b15']);
    expect(taken('n extends spinenet-49\n|', 'spine', 'b12')).toBe('n extends spinenet-49\nb12 : ');
    // A block may take earlier ones only, also one that is changed here.
    expect(offered('n extends spinenet-49\nb12 : L4 bottleneck <- |', 'spine')[0]).toBe('b11');
  });

  test('a new block: the next id, and the two blocks before it', () => {
    const { text, offset } = cursor(`${net}|`);
    expect(completionsAt(text, 'spine', offset)[0]).toMatchObject({
      label: 'block',
      edit: { start: offset, end: offset, text: 'b4 : L4 bottleneck <- b2 b3' },
      snippet: '${1:b4} : L${2:4} ${3:bottleneck} <- ${4:b2} ${5:b3}',
    });
  });

  test('the word at the cursor is replaced, behind the cursor, too', () => {
    expect(taken('n extends spine|net-96', 'spine', 'spinenet-49')).toBe('n extends spinenet-49');
    expect(taken(`${net}dial|ect tpu`, 'spine', 'dialect')).toBe(`${net}dialect  tpu`);
    expect(taken(`${net}b4 : L4 bottleneck <-|b1 b2`, 'spine', 'b3')).toBe(`${net}b4 : L4 bottleneck <-b3 b2`);
    expect(taken('net extends spinenet-|', 'spine', 'spinenet-49')).toBe('net extends spinenet-49');
  });
});

describe('JSON', () => {
  test.each([
    ['{ "dialect": | }', ['tpu', 'garden', 'torch']],
    ['{ "dialect": "t|', ['tpu', 'garden', 'torch']],
    ['{ "extends": "|" }', builtinNames],
    ['{ "scale": { | } }', ['filters', 'resampleAlpha', 'repeats', 'endpointFilters', 'divisor']],
    ['{ "scale": { "filters": 1, "repeats": 2, | } }', ['resampleAlpha', 'endpointFilters', 'divisor']],
    ['{ "merge": { "weighted": | } }', ['true', 'false']],
    ['{ "baseFilters": { "2": 64, | } }', ['1', '3', '4', '5', '6', '7', '8', '9', '10']],
    ['{ "blocks": [ | ] }', ['block']],
    ['{ "blocks": [ { "kind": | } ] }', kinds],
    ['{ "family": "eff-spinenet", "blocks": [ { "kind": | } ] }', ['mbconv']],
    ['{ "blocks": [ { "id": "b2", "inputs": ["b0", |] } ] }', ['b1', 'b0']],
    ['{ "head": { "kind": "|" } }', ['none', 'retinanet', 'mask-rcnn', 'classification']],
    ['[[2, "bottleneck", [0, 1], false], [3, |]]', ['bottleneck', 'residual', 'mbconv', 'Bottleneck', 'BasicBlock']],
    ['{ "dialect": "tpu" } // |', []],
    ['{ /* | */ }', []],
    ['{ "name": "net|" }', ['spinenet-49', 'my-net']],
  ])('%j', (marked, labels) => {
    expect(offered(marked, 'json')).toEqual(labels);
  });

  test('in the exchange form blocks are indices', () => {
    expect(offered('[[2, "bottleneck", [0, 1], false], [3, "bottleneck", [0, |], true]]', 'json')).toEqual([
      '2',
      '1',
      '0',
    ]);
  });

  test('names and values are written with their quotes and colons', () => {
    expect(taken('{ "dia|', 'json', 'dialect')).toBe('{ "dialect": ');
    expect(taken('{ dia|', 'json', 'dialect')).toBe('{ "dialect": ');
    expect(taken('{ "dia|": "tpu" }', 'json', 'dialect')).toBe('{ "dialect": "tpu" }');
    expect(taken('{ "dialect": |"tpu" }', 'json', 'torch')).toBe('{ "dialect": "torch" }');
    expect(taken('{ "dialect": to| }', 'json', 'torch')).toBe('{ "dialect": "torch" }');
    expect(taken('{ "blocks": [ | ] }', 'json', 'block')).toBe(
      '{ "blocks": [ { "id": "b2", "level": 4, "kind": "bottleneck", "inputs": ["b0", "b1"] } ] }',
    );
  });

  test('fields are documented', () => {
    const { text, offset } = cursor('{ "scale": { | } }');
    expect(completionsAt(text, 'json', offset)[0]).toMatchObject({
      kind: 'field',
      detail: 'a number, more than 0, at most 64',
      documentation:
        '**`scale.filters`** · a number, more than 0, at most 64 · default `1`\n\nFilter scale: multiplies the base filters of every block.',
    });
  });
});
