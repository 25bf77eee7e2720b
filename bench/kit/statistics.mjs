const sorted = (values) => values.toSorted((a, b) => a - b);

/** The value below which this share of the values lies (nearest rank). */
export const quantile = (values, share) => sorted(values)[Math.max(0, Math.ceil(share * values.length) - 1)];

export const median = (values) => quantile(values, 0.5);

/** How far the values lie apart, as a share of the smallest. */
export const drift = (values) => Math.max(...values) / Math.min(...values) - 1;

/** `significant` digits are enough for what a shared machine can tell. */
export const rounded = (value, significant = 3) => Number(value.toPrecision(significant));
