/** The people of a deployment key, by opaque ids. Only a secondary sends it. */
export const CALLER_HEADER = "x-gammagate-caller";
/** How a deployment says that it is a secondary, to one that takes it for its primary. */
export const ROLE_HEADER = "x-gammagate-role";
