import { describe, expect, it } from 'vitest';
import { LONGEST_S, SHORTEST_S, keyZoom, pan, pinch, wheelFactor, zoomAbout } from '../src/charts/zoom.js';

const hour = { fromS: 0, toS: 3600 };

describe('zoomAbout', () => {
  it('keeps what is under the pointer where it is', () => {
    const zoomed = zoomAbout(hour, 900, 0.5);
    expect(zoomed).toEqual({ fromS: 450, toS: 2250 });
    expect((900 - zoomed.fromS) / (zoomed.toS - zoomed.fromS)).toBe(0.25);
  });

  it('goes neither closer nor farther than makes sense', () => {
    const close = zoomAbout(hour, 1800, 1e-9);
    expect(close.toS - close.fromS).toBeCloseTo(SHORTEST_S);
    const far = zoomAbout(hour, 1800, 1e12);
    expect(far.toS - far.fromS).toBeCloseTo(LONGEST_S, 0);
  });
});

describe('pan', () => {
  it('moves by a part of the length', () => expect(pan(hour, -0.25)).toEqual({ fromS: -900, toS: 2700 }));
});

describe('pinch', () => {
  it('keeps the times under both fingers', () => {
    const span = pinch(hour, [0.25, 0.75], [0, 1]);
    expect(span).toEqual({ fromS: 900, toS: 2700 });
  });

  it('moves when both fingers do', () => {
    const span = pinch(hour, [0.2, 0.6], [0.3, 0.7]);
    expect(span.fromS).toBeCloseTo(-360);
    expect(span.toS - span.fromS).toBeCloseTo(3600);
  });

  it('stays finite with fingers side by side', () => {
    const span = pinch(hour, [0.2, 0.6], [0.5, 0.5]);
    expect(Number.isFinite(span.fromS) && span.toS - span.fromS <= LONGEST_S).toBe(true);
  });
});

describe('wheelFactor', () => {
  it('is the way back for the other direction, and bounded', () => {
    expect(wheelFactor(100, 0) * wheelFactor(-100, 0)).toBeCloseTo(1);
    expect(wheelFactor(100, 0)).toBeGreaterThan(1);
    expect(wheelFactor(1e6, 0)).toBeLessThan(2);
  });
});

describe('keyZoom', () => {
  it('moves with arrows, zooms with plus and minus, resets with 0', () => {
    expect(keyZoom(hour, 'ArrowRight')).toEqual({ fromS: 900, toS: 4500 });
    expect(keyZoom(hour, '+')).toEqual({ fromS: 900, toS: 2700 });
    expect(keyZoom(hour, '-')).toEqual({ fromS: -1800, toS: 5400 });
    expect(keyZoom(hour, '0')).toBe('reset');
    expect(keyZoom(hour, 'Tab')).toBeUndefined();
  });
});
