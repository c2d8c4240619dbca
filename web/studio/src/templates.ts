// Policies to start from. build.mjs copies them beside the page and lists them.
export interface Template {
  readonly id: string;
  readonly file: string;
  readonly name: string;
}

export async function listTemplates(): Promise<Template[]> {
  const response = await fetch(new URL('./templates/index.json', import.meta.url));
  return (await response.json()) as Template[];
}

export async function readTemplate({ file }: Template): Promise<string> {
  const response = await fetch(new URL(`./templates/${file}`, import.meta.url));
  if (!response.ok) throw new Error(`${file}: status ${response.status}`);
  return response.text();
}
