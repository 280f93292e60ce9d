/** Whose names: of the official codes, or `ir`, the names that lowering gives. */
export const nameDialects = ['tpu', 'garden', 'torch', 'ir'] as const;
export type NameDialect = (typeof nameDialects)[number];
