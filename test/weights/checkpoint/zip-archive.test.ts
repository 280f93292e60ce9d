/** Zip archives: what is in them is read in place, bombs and lies are refused, names stay names. */
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../runtime/weights/byte-source.ts';
import { ZipArchive } from '../../../runtime/weights/checkpoint/zip-archive.ts';
import { codeOf } from '../safetensors-files.ts';

const open = (bytes: Uint8Array): ZipArchive => new ZipArchive(memorySource('a.zip', bytes));
const text = new TextEncoder().encode('weights '.repeat(400));

/** The archive with a field of its one directory entry changed. */
function withField(bytes: Uint8Array, at: number, value: number, size: 2 | 4 = 4): Uint8Array {
  const changed = bytes.slice();
  const view = new DataView(changed.buffer);
  const directory = view.getUint32(changed.length - 22 + 16, true);
  if (size === 4) view.setUint32(directory + at, value, true);
  else view.setUint16(directory + at, value, true);
  return changed;
}

describe('zip', () => {
  it('reads stored and deflated entries, whole and in part', () => {
    for (const level of [0, 9] as const) {
      const archive = open(zipSync({ '../../etc/passwd': text, '/absolute': text.subarray(0, 5) }, { level }));
      expect([...archive.entries.keys()].sort()).toEqual(['../../etc/passwd', '/absolute']);
      const entry = archive.entries.get('../../etc/passwd')!;
      expect(archive.readPart(entry, 8, 7)).toEqual(text.slice(8, 15));
      expect(archive.read(entry)).toEqual(text);
      expect(codeOf(() => archive.readPart(entry, text.length, 1))).toBe('SPN5017');
    }
  });

  it('notices a wrong bit, also when a part is read that does not have it', () => {
    const bytes = zipSync({ a: text }, { level: 0 });
    bytes[60]! ^= 1;
    const archive = open(bytes);
    expect(codeOf(() => archive.read(archive.entries.get('a')!))).toBe('SPN5017');
    expect(codeOf(() => archive.readPart(archive.entries.get('a')!, 100, 4))).toBe('SPN5017');
  });

  it('refuses bombs without unpacking them', () => {
    const zeros = zipSync({ a: new Uint8Array(30e6) }, { level: 9 });
    const claim = (size: number) => {
      const archive = open(withField(zeros, 24, size));
      return codeOf(() => archive.read(archive.entries.get('a')!));
    };
    expect(claim(4e9)).toBe('SPN5019');
    expect(claim(500e6)).toBe('SPN5019');
    expect(claim(1000)).toBe('SPN5017'); // more comes than was said
    const archive = open(zeros);
    expect(codeOf(() => archive.read(archive.entries.get('a')!, 1e6))).toBe('SPN5019');
    expect(archive.read(archive.entries.get('a')!).length).toBe(30e6);
  });

  it('refuses encryption, other methods, places outside, names twice, and half an archive', () => {
    const bytes = zipSync({ abc: text }, { level: 0 });
    expect(codeOf(() => open(withField(bytes, 8, 1, 2)))).toBe('SPN5021');
    const read = (changed: Uint8Array) =>
      codeOf(() => {
        const archive = open(changed);
        archive.read(archive.entries.get('abc')!);
      });
    expect(read(withField(bytes, 10, 99, 2))).toBe('SPN5021');
    expect(read(withField(bytes, 42, 1e9))).toBe('SPN5017');
    expect(read(withField(bytes, 42, 3))).toBe('SPN5017');
    expect(read(withField(bytes, 20, 1e6))).toBe('SPN5017');
    for (let length = 0; length < bytes.length; length += 7) expect(read(bytes.subarray(0, length))).toBe('SPN5017');
    const two = zipSync({ aa: text, ab: text }, { level: 0 });
    const at = two.lastIndexOf('b'.charCodeAt(0));
    two[at] = 'a'.charCodeAt(0);
    expect(codeOf(() => open(two))).toBe('SPN5017');
  });

  it('reads zip64 places, as large archives have', () => {
    const small = zipSync({ a: text }, { level: 0 });
    const view = new DataView(small.buffer);
    const end = small.length - 22;
    const [size, offset] = [view.getUint32(end + 12, true), view.getUint32(end + 16, true)];
    const bytes = new Uint8Array(small.length + 56 + 20);
    bytes.set(small.subarray(0, end));
    const out = new DataView(bytes.buffer);
    out.setUint32(end, 0x06064b50, true);
    out.setBigUint64(end + 32, 1n, true);
    out.setBigUint64(end + 40, BigInt(size), true);
    out.setBigUint64(end + 48, BigInt(offset), true);
    out.setUint32(end + 56, 0x07064b50, true);
    out.setBigUint64(end + 64, BigInt(end), true);
    bytes.set(small.subarray(end), end + 76);
    out.setUint32(end + 76 + 16, 0xffffffff, true);
    const archive = open(bytes);
    expect(archive.read(archive.entries.get('a')!)).toEqual(text);
  });
});
