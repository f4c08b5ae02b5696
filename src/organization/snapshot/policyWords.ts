/** What only a policy's text holds and tells whose it is: Sids, external ids, VPCs and their endpoints. */

const SIDS = /("Sid"\s*:\s*)"((?:[^"\\]|\\.)*)"/g;
const EXTERNAL_IDS = /("sts:ExternalId"\s*:\s*)("(?:[^"\\]|\\.)*"|\[[^\]]*\])/gi;
const TEXTS = /"((?:[^"\\]|\\.)+)"/g;
const VPCS = /(?<![\w-])(vpc|vpce|vpce-svc)-([0-9a-f]{17}|[0-9a-f]{8})(?![\w-])/g;

/** One other word for each, always the same. */
export class PolicyWords {
  readonly #sids = new Numbers();
  readonly #externalIds = new Numbers();
  readonly #vpcs = new Numbers();

  replace(content: string): string {
    return content
      .replaceAll(SIDS, (_, key: string, sid: string) => `${key}"${sid === "" ? "" : `Sid${this.#sids.get(sid)}`}"`)
      .replaceAll(EXTERNAL_IDS, (_, key: string, values: string) => `${key}${this.#replaceExternalIds(values)}`)
      .replaceAll(VPCS, (_, kind: string, id: string) => {
        return `${kind}-${this.#vpcs.get(`${kind}-${id}`).toString(16).padStart(id.length, "0")}`;
      });
  }

  #replaceExternalIds(values: string): string {
    return values.replaceAll(TEXTS, (text, value: string) => {
      // What a variable stands for is told nowhere here.
      if (value.includes("${")) return text;
      return `"${value.replaceAll(/[^*?]+/g, (part) => `external-${this.#externalIds.get(part)}`)}"`;
    });
  }
}

class Numbers {
  readonly #known = new Map<string, number>();

  get(text: string): number {
    const number = this.#known.get(text) ?? this.#known.size + 1;
    this.#known.set(text, number);
    return number;
  }
}
