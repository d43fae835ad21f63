import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { covarianceOf, dragHandle, ellipseOf, handlesOf, type Ellipse, type HandleName } from '../src/index.ts'
import { uniform } from './uniform.ts'

const ellipse: Ellipse = { center: [2, 5], semiMajor: 3, semiMinor: 1, rotation: Math.PI / 6 }

function distance(a: readonly [number, number], b: readonly [number, number]): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1])
}

describe('handlesOf', () => {
  test('the axis ends lie on the ellipse, the knob beyond the far end', () => {
    const handles = handlesOf(ellipse, 0.5)
    const [cos, sin] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)]
    expect(distance(handles.center, [2, 5])).toBeLessThan(1e-14)
    expect(distance(handles.major, [2 + 3 * cos, 5 + 3 * sin])).toBeLessThan(1e-14)
    expect(distance(handles.minor, [2 - sin, 5 + cos])).toBeLessThan(1e-14)
    expect(distance(handles.rotation, [2 - 3.5 * cos, 5 - 3.5 * sin])).toBeLessThan(1e-14)
  })
})

describe('dragHandle', () => {
  test.each<HandleName>(['center', 'major', 'minor', 'rotation'])('%s dragged nowhere changes nothing', (handle) => {
    const same = dragHandle(ellipse, handle, handlesOf(ellipse, 0.5)[handle])
    expect(same.semiMajor).toBeCloseTo(3, 14)
    expect(same.semiMinor).toBeCloseTo(1, 14)
    expect(same.rotation).toBeCloseTo(Math.PI / 6, 14)
    expect(distance(same.center, [2, 5])).toBeLessThan(1e-14)
  })

  test('the dragged handle stays under the pointer, the first axis past the second included', () => {
    const [cos, sin] = [Math.cos(ellipse.rotation), Math.sin(ellipse.rotation)]
    const pointer = [2 + 0.4 * cos, 5 + 0.4 * sin] as const
    const shorter = dragHandle(ellipse, 'major', pointer)
    expect(shorter.semiMajor).toBeLessThan(shorter.semiMinor)
    expect(distance(handlesOf(shorter, 0).major, pointer)).toBeLessThan(1e-14)
  })

  test('the knob turns the ellipse towards the pointer, all the way round', () => {
    for (let angle = -3; angle < 3; angle += 0.25) {
      const pointer = [2 - 3.5 * Math.cos(angle), 5 - 3.5 * Math.sin(angle)] as const
      expect(distance(handlesOf(dragHandle(ellipse, 'rotation', pointer), 0.5).rotation, pointer)).toBeLessThan(1e-14)
    }
  })

  test('wherever a handle is dragged, a covariance comes of it', () => {
    const coordinate = uniform(-1e6, 1e6)
    const handle = fc.constantFrom<HandleName>('center', 'major', 'minor', 'rotation')
    fc.assert(
      fc.property(fc.array(fc.tuple(handle, coordinate, coordinate), { maxLength: 10 }), (drags) => {
        const dragged = drags.reduce((shape, [name, x, y]) => dragHandle(shape, name, [x, y]), ellipse)
        expect(() => ellipseOf(dragged.center, covarianceOf(dragged, { radius: 1 }), { radius: 1 })).not.toThrow()
      }),
    )
    expect(dragHandle(ellipse, 'major', [2, 5]).semiMajor).toBeGreaterThan(0)
    expect(dragHandle(ellipse, 'rotation', [2, 5])).toEqual(ellipse)
  })
})
