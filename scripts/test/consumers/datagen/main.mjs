import { threeStudents } from '@mixtura/datagen'

const { points, labels } = threeStudents()

console.log(JSON.stringify({ stones: points.rows, first: points.getRow(0), firstLabel: labels[0] }))
