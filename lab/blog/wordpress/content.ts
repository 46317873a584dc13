/** The contents of a site, for fill.php, which puts them into WordPress. */
export type BlogContent = {
  readonly title: string;
  readonly tagline: string;
  readonly users: readonly User[];
  readonly pages: readonly { readonly slug: string; readonly title: string; readonly text: readonly string[] }[];
  readonly posts: readonly Post[];
};

type User = {
  readonly login: string;
  readonly name: string;
  readonly role: 'administrator' | 'editor' | 'author' | 'subscriber';
};

type Post = {
  readonly slug: string;
  readonly title: string;
  /** Local time of the site: `2024-05-04 10:00:00`. */
  readonly date: string;
  readonly author: string;
  readonly categories: readonly string[];
  readonly tags?: readonly string[];
  /** Paragraphs. */
  readonly text: readonly string[];
  /** Hue of a picture that is uploaded and displayed with the post. */
  readonly picture?: number;
  readonly status?: 'publish' | 'draft' | 'private';
  readonly comments?: readonly Comment[];
};

type Comment = {
  readonly name: string;
  readonly date: string;
  readonly text: string;
  readonly replies?: readonly Comment[];
};
