/** Files may be dropped anywhere: a picture is run, anything else is read as a spec. */

export interface DropEvents {
  readonly onPicture: (file: File) => void;
  readonly onText: (text: string) => void;
}

/** More than a spec may have, so that the compiler is the one to say that it is too large. */
const mostBytes = 5_000_000;

export function enableDropping({ onPicture, onText }: DropEvents): void {
  const holdsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true;
  document.addEventListener('dragover', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    document.body.classList.add('over');
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) document.body.classList.remove('over');
  });
  // Before the editor, which would write a file's text where it was dropped.
  document.addEventListener(
    'drop',
    (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      document.body.classList.remove('over');
      const [file] = event.dataTransfer?.files ?? [];
      if (file === undefined) return;
      if (file.type.startsWith('image/')) onPicture(file);
      else void file.slice(0, mostBytes).text().then(onText);
    },
    true,
  );
}
