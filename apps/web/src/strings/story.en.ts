/** The story, read by scrolling. `story.fr.ts` tells the same; its type is this object's. */
export const story = {
  title: 'The story',
  seeIt: 'See it',
  night: {
    title: 'A roof at dusk, five hundred stones',
    picture:
      'Three students on a roof throw stones at Mr Bayes, who stands below among those that have come down, with a notebook.',
    text: [
      'It is growing dark. Three students stand on a roof and throw stones at Mr Bayes, who happens to walk by. Each aims at a spot of their own, and each scatters in a way of their own.',
      'When it is over he takes out his notebook and measures: 500 stones, and where every one of them came down. Up there it is too dark to see. Who threw which?',
      'If he knew how each student throws, he could tell for every stone who probably threw it. If he knew who threw it, he could measure how each student throws. He knows neither, and begins all the same.',
    ],
    seeIt: 'The stones as he finds them',
  },
  model: {
    title: 'What Bayes knows, and what he does not',
    picture:
      'The generative model: weights π choose the student z, who throws the stone x with mean μ and covariance Σ; N times.',
    text: [
      'This is how he thinks the stones came about. For each of them one student is picked: the k-th with probability πₖ. That student aims at μₖ, and what comes of the aim is Gaussian with covariance Σₖ.',
      'He sees every xᵢ. He does not see a single zᵢ, nor π, nor μ, nor Σ. Summing over everyone who might have thrown it, a stone has the density of a mixture.',
    ],
    seeIt: 'What really threw them',
  },
  eStep: {
    title: 'E: ask one stone',
    text: [
      'Take the model as it stands, however wrong. At one stone each student has a claim: how often they throw, times how readily they would hit this very spot. Divide each claim by the sum of all, and there are the responsibilities: shares that add up to one.',
      'Most stones are claimed by one. The interesting ones lie between.',
    ],
    chart: (stone: number) => `Stone ${stone}, the most doubtful one, at the K-means start`,
    claim: 'claim πₖ N',
    share: 'share r',
    seeIt: 'Ask this stone',
  },
  mStep: {
    title: 'M: ask one student',
    text: [
      'Now believe the shares. Each student gets every stone, weighted by the share in it. The weighted number of stones gives the new πₖ, their weighted mean the new aim, their weighted scatter the new covariance.',
      'Nothing here is approximate: given the shares, no other parameters explain them better.',
    ],
    chart: 'The stones as one student gets them after the first E-step; the arrow is the step of the mean',
    seeIt: 'Make this step',
  },
  climb: {
    title: 'Why it can only climb',
    text: [
      'E and M take turns, and after every turn the stones are at least as likely as before. The shares give a lower bound of the likelihood that touches it at the present model (the E-step); the M-step goes to the top of that bound; and the likelihood there is at least as high.',
      'This page does not take that on trust. It holds every single step against it, and says how often the likelihood rose.',
    ],
    chart: (iterations: number) =>
      `The ${iterations} gains of the run from the K-means start, nats per stone, logarithmic`,
    seeIt: 'Let it climb',
  },
  starts: {
    title: 'Where you begin matters',
    text: [
      'Suppose Bayes had counted two students on the roof, not three. EM climbs the hill it stands on: these four starts end on three hills. The likelihood says which is the highest of them, and nothing but trying says whether there is a higher one still.',
      'With three students, random starts end where K-means does: the stones lie kindly. Do not count on that.',
    ],
    kmeans: 'K-means',
    random: (seed: number) => `Random, seed ${seed}`,
    result: (lml: string, iterations: number) => `${lml} after ${iterations}`,
    load: 'Load this start:',
  },
  truth: {
    title: 'Was Bayes right?',
    text: [
      'Here we know who threw, so we may compare. EM cannot know the students’ names; colours are given by the best one-to-one matching of its components to the true throwers, and only then is anything counted.',
    ],
    result: (accuracy: string, rand: string) =>
      `${accuracy} of the stones named right, adjusted Rand index ${rand}, after matching labels`,
    seeIt: 'Estimate beside truth',
  },
  fails: {
    title: 'How it fails',
    text: [
      'A likelihood that can only rise is no promise of a good answer. It may stop on a lower hill. With too many components it finds habits that nobody has. And where a component shrinks onto a single point, or onto copies of one, its likelihood has no top at all: it collapses.',
    ],
    lower: 'A lower hill',
    beside: (higher: string) => `(the other: ${higher})`,
    tooMany: 'Too many',
    seeLower: 'Two students, on the lower hill',
    seeTooMany: 'Six students for three',
    collapse: 'A collapse',
    seeCollapse: 'Watch one collapse',
  },
  appendix: {
    title: 'Appendix: where the formulas come from',
    q: {
      title: 'The function that M climbs',
      text: 'Were the throwers seen, the log-likelihood would split into a sum over stones. They are not; so take its mean under the shares of the present model θ′. That is Q, and Jensen’s inequality makes it a bound.',
    },
    pi: {
      title: 'π, with a multiplier',
      text: 'The weights must sum to one. Lagrange’s λ holds them to it; the derivative is zero where πₖ is proportional to Nₖ, and the constraint gives λ = N.',
    },
    mu: {
      title: 'μ',
      text: 'The derivative of the squared Mahalanobis distance is −2 Σ⁻¹(x − μ). The covariance cancels: whatever Σₖ is, the weighted mean is best.',
    },
    sigma: {
      title: 'Σ',
      text: 'Take the derivative with respect to the precision Λ = Σ⁻¹, where both terms are simple: ∂ log|Λ| / ∂Λ = Λ⁻¹ = Σ and ∂ tr(ΛS) / ∂Λ = S, both for symmetric Λ.',
    },
    seeIt: {
      q: 'E, then M',
      pi: 'The weights move',
      mu: 'The means move',
      sigma: 'The ellipses move',
    },
  },
}

export type Story = typeof story
