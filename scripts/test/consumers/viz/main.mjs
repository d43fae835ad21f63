import { createSvgPath, ellipseOf, massOfRadius } from '@mixtura/viz'

const covariance = [
  [4, 0],
  [0, 1],
]
const ellipse = ellipseOf([1, 2], covariance, { radius: Math.SQRT2 })
const path = createSvgPath()
path.moveTo(0, 0)
path.lineTo(3, 4)

console.log(JSON.stringify({ ...ellipse, mass: massOfRadius(Math.SQRT2), path: path.toString() }))
