// Layout "judge": sensitivity d' and criterion c of a round, with their 95 % reach. The same measures as in course/quiz/discernment.py.

// Inverse of the normal distribution: Wichura 1988, algorithm AS 241, as in Python's statistics.NormalDist.
const JUDGE_CENTRE = [[2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4,
  1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e+0],
[5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
  5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1.0]];
const JUDGE_TAIL = [[7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258e+0,
  3.64784832476320460504e+0, 5.76949722146069140550e+0, 4.63033784615654529590e+0, 1.42343711074968357734e+0],
[1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
  6.89767334985100004550e-1, 1.67638483018380384940e+0, 2.05319162663775882187e+0, 1.0]];
const JUDGE_FAR = [[2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
  2.96560571828504891230e-1, 1.78482653991729133580e+0, 5.46378491116411436990e+0, 6.65790464350110377720e+0],
[2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
  1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1.0]];

const judgePolynomial = (terms, at) => terms.reduce((sum, term) => sum * at + term, 0);
const judgeRatio = ([above, below], at) => judgePolynomial(above, at) / judgePolynomial(below, at);

function judgeNormalInverse(p) {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * judgeRatio(JUDGE_CENTRE, 0.180625 - q * q);
  const r = Math.sqrt(-Math.log(q <= 0 ? p : 1 - p));
  const x = r <= 5 ? judgeRatio(JUDGE_TAIL, r - 1.6) : judgeRatio(JUDGE_FAR, r - 5);
  return q < 0 ? -x : x;
}

const JUDGE_Z = judgeNormalInverse(0.975);

const judgeNormalDensity = (x) => Math.exp((x * x) / -2) / Math.sqrt(2 * Math.PI);

// Log-linear correction: 0.5 to the flags, 1 to the claims, so that all and none can be measured too.
const judgeRate = (flagged, claims) => (flagged + 0.5) / (claims + 1);

function judgeVariance(flagged, claims) {
  const rate = judgeRate(flagged, claims);
  return (rate * (1 - rate)) / (claims * judgeNormalDensity(judgeNormalInverse(rate)) ** 2);
}

function judgeMeasures({ hits, faulty, falseAlarms, sound }) {
  const [hit, alarm] = [judgeNormalInverse(judgeRate(hits, faulty)), judgeNormalInverse(judgeRate(falseAlarms, sound))];
  const spread = Math.sqrt(judgeVariance(hits, faulty) + judgeVariance(falseAlarms, sound));
  return { dPrime: hit - alarm, criterion: -(hit + alarm) / 2, dReach: JUDGE_Z * spread, cReach: (JUDGE_Z * spread) / 2 };
}

// Counts of a round; null until it is finished.
function judgeTally(cards, value) {
  const flags = cards.map(({ id }) => value?.cards?.[id]?.flagged);
  if (!value?.finished || flags.some((flag) => typeof flag !== "boolean")) return null;
  const count = (faulty) => cards.filter((card, n) => card.faulty === faulty && flags[n]).length;
  const faulty = cards.filter((card) => card.faulty).length;
  return { hits: count(true), faulty, falseAlarms: count(false), sound: cards.length - faulty };
}
