/** Hands drawings to the browser as files. */

/** Beyond this many pixels on a side browsers refuse to draw. */
const MOST_ON_A_SIDE = 8_000;
/** More than these take seconds to pack, and print no better. */
const MOST_PIXELS = 12_000_000;
/** For print and for screens with more pixels than points. */
const SCALE = 2;

export function saveSvg(svg: string, name: string): void {
  save(new Blob([svg], { type: 'image/svg+xml' }), `${name}.svg`);
}

/** The same drawing as pixels. @throws Error with a sentence for the user, when the browser cannot draw it. */
export async function savePng(svg: string, name: string): Promise<void> {
  const image = new Image();
  // The page's policy allows pictures from data: addresses, and none from blob: ones.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = Math.min(
    SCALE,
    MOST_ON_A_SIDE / Math.max(width, height),
    Math.sqrt(MOST_PIXELS / (width * height)),
  );
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * scale);
  canvas.height = Math.ceil(height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) throw new Error('The browser could not draw a PNG of this size; take the SVG.');
  save(blob, `${name}.png`);
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
