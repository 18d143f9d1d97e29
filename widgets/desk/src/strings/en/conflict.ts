export const conflict = {
  title: 'Somebody else saved meanwhile',
  text: (by: string, at: string) =>
    `${by} saved ${at}, while you were typing. What you typed is still here, and nothing is overwritten before you choose.`,
  differences: 'Where the two differ',
  before: 'Before',
  theirs: 'Theirs',
  mine: 'Yours',
  none: 'nothing',
  order: 'Order',
  takeTheirs: 'Take theirs',
  saveMine: 'Save mine anyway',
  took: 'Their version is shown now.',
};
