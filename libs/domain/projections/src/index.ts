export {
  ordersFor,
  ProjectionFailureNotFound,
  ProjectionNotFound,
  ProjectionReasonTooLong,
  projections,
} from './projections.js';
