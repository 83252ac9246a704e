import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { picture, print, type Picture } from '../../../main/frontend/map/stamp.js';

function sheet(width: number, height: number, ...pixels: number[][]): Picture {
  const bytes = new Uint8ClampedArray(4 * width * height);
  bytes.set(pixels.flat());
  return picture(width, height, bytes);
}

function pixel(of: Picture, x: number, y: number): number[] {
  return [...of.bytes.slice(4 * (y * of.width + x), 4 * (y * of.width + x) + 4)];
}

const RED = [200, 0, 0, 255];

test('a stamp lies with its middle where it is wanted, and its holes let through', () => {
  const paper = sheet(4, 4);
  print(paper, sheet(2, 2, RED, [0, 0, 0, 0], [0, 0, 0, 0], RED), 2, 2, 1);
  deepEqual(pixel(paper, 1, 1), RED);
  deepEqual(pixel(paper, 2, 2), RED);
  deepEqual(pixel(paper, 2, 1), [0, 0, 0, 0]);
  deepEqual(pixel(paper, 0, 0), [0, 0, 0, 0]);
});

test('half a stamp over a colour is half of each, and over nothing it is itself', () => {
  const paper = sheet(2, 1, [0, 0, 100, 255]);
  const stamp = sheet(2, 1, [200, 0, 0, 255], [200, 0, 0, 255]);
  print(paper, stamp, 1, 0.5, 0.5);
  deepEqual(pixel(paper, 0, 0), [100, 0, 50, 255]);
  deepEqual(pixel(paper, 1, 0), [200, 0, 0, 128]);
});

test('what hangs over an edge is cut off and comes out nowhere else', () => {
  for (const [x, y] of [
    [0, 0],
    [3, 3],
    [-9, 1],
    [1, 99],
  ] as const) {
    const paper = sheet(3, 3);
    print(paper, sheet(2, 2, RED, RED, RED, RED), x, y, 1);
    const red = [...paper.pixels].filter((p) => p !== 0).length;
    deepEqual(red, x >= 0 && y <= 3 ? 1 : 0);
  }
});
