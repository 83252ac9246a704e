import type { Shape } from './colouring.js';

/** Draws one mark around a place. */
export function mark(
  pen: CanvasRenderingContext2D,
  shape: Shape,
  x: number,
  y: number,
  radius: number,
  colour: string,
  edge: string,
): void {
  pen.fillStyle = colour;
  pen.strokeStyle = edge;
  pen.lineWidth = Math.max(0.75, radius / 6);
  pen.beginPath();
  switch (shape) {
    case 'speck':
      pen.arc(x, y, radius * 0.5, 0, 2 * Math.PI);
      pen.fill();
      return;
    case 'ring':
      pen.arc(x, y, radius * 0.8, 0, 2 * Math.PI);
      stroke(pen, colour, radius / 2.5);
      return;
    case 'plus':
    case 'cross':
    case 'star':
      rays(pen, shape, x, y, radius);
      stroke(pen, edge, radius / 1.8 + 1.5); // dark colours on dark ground need an edge
      stroke(pen, colour, radius / 1.8);
      return;
    case 'hatch0':
    case 'hatch1':
    case 'hatch2':
    case 'hatch3':
      hatched(pen, Number(shape.slice(-1)), x, y, radius * 0.85);
      stroke(pen, colour, radius / 3.5);
      return;
    case 'circle':
      pen.arc(x, y, radius * 0.9, 0, 2 * Math.PI);
      break;
    default:
      polygon(pen, CORNERS[shape], x, y, radius);
  }
  pen.fill();
  pen.stroke();
}

const CORNERS = {
  square: [
    [-0.8, -0.8],
    [0.8, -0.8],
    [0.8, 0.8],
    [-0.8, 0.8],
  ],
  triangle: [
    [0, -1],
    [1, 0.8],
    [-1, 0.8],
  ],
  diamond: [
    [0, -1.1],
    [1.1, 0],
    [0, 1.1],
    [-1.1, 0],
  ],
  wedge: [
    [-1, -0.8],
    [1, -0.8],
    [0, 1],
  ],
} as const;

function polygon(
  pen: CanvasRenderingContext2D,
  corners: readonly (readonly [number, number])[],
  x: number,
  y: number,
  radius: number,
): void {
  for (const [across, down] of corners) {
    pen.lineTo(x + across * radius, y + down * radius);
  }
  pen.closePath();
}

function rays(pen: CanvasRenderingContext2D, shape: Shape, x: number, y: number, radius: number): void {
  const straight = shape !== 'cross';
  const slanted = shape !== 'plus';
  const r = radius * 0.95;
  const s = radius * 0.75;
  if (straight) {
    line(pen, x - r, y, x + r, y);
    line(pen, x, y - r, x, y + r);
  }
  if (slanted) {
    line(pen, x - s, y - s, x + s, y + s);
    line(pen, x - s, y + s, x + s, y - s);
  }
}

function hatched(pen: CanvasRenderingContext2D, lines: number, x: number, y: number, r: number): void {
  pen.rect(x - r, y - r, 2 * r, 2 * r);
  if (lines > 0) {
    line(pen, x - r, y + r, x + r, y - r);
  }
  if (lines > 1) {
    line(pen, x - r, y, x, y - r);
    line(pen, x, y + r, x + r, y);
  }
  if (lines > 2) {
    line(pen, x - r, y - r, x + r, y + r);
  }
}

function line(pen: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
}

function stroke(pen: CanvasRenderingContext2D, colour: string, width: number): void {
  pen.strokeStyle = colour;
  pen.lineWidth = Math.max(1, width);
  pen.stroke();
}
