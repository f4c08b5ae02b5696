import assert from "node:assert/strict";
import { mock } from "node:test";
import { find, type Findable, type FindIndex } from "../../../src/editor/commands/findIndex";
import { askToFind } from "../../../src/editor/commands/findPick";
import { Emitter } from "../../../src/terms/event";
import { FakePick } from "./fakePick";

const t = (template: string, ...values: readonly (string | number)[]) =>
  template.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));

const make = (name: string): Findable => ({
  id: name,
  kind: "account",
  name,
  place: "",
  canHaveTags: false,
  haystack: name.toLowerCase(),
});
const ALL = ["Alpha", "Audit", "Auto", "Beta", "Beta audit", "Tau"].map(make);
/** What others find first, once it is read. */
const LATE = ["Au", "A", "B", "Ta"].map(make);

interface World {
  readonly pick: FakePick;
  /** Its name. */
  readonly opened: string | undefined;
  readonly pressed: readonly string[];
  all: readonly Findable[];
  readonly arrive: (all: readonly Findable[]) => Promise<void>;
  /** Lets all messages arrive. */
  readonly rest: () => Promise<void>;
}

async function open(tells = () => true, all: readonly Findable[] = ALL): Promise<World> {
  const pick = new FakePick(tells);
  const changes = new Emitter<undefined>();
  const pressed: string[] = [];
  const world = {
    pick,
    all,
    opened: undefined as string | undefined,
    pressed,
    async arrive(next: readonly Findable[]) {
      world.all = next;
      changes.fire(undefined);
      mock.timers.tick(150);
      await turn();
    },
    async rest() {
      for (;;) {
        const isMoved = pick.deliver("screen") || pick.deliver("extension");
        await turn();
        if (!isMoved) return;
      }
    },
  };
  void askToFind(pick, {
    readIndex: async (): Promise<FindIndex> => ({ all: world.all, withoutTags: 0 }),
    load: () => new Promise(() => undefined),
    onDidChange: (listener) => changes.event(listener),
    toItem: (found) => ({ label: found.name, detail: pick.value, found }),
    pressButton: ({ id }) => pressed.push(id),
    waitForDrawn: pick.waitForDrawn,
    t,
  }).then((found) => (world.opened = found?.name));
  await turn();
  await world.rest();
  return world;
}

const turn = () => new Promise((resolve) => setImmediate(resolve));
const getShown = ({ screen }: FakePick) => screen.rows.map(({ label }) => label);

describe("Enter in Find", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  for (const [how, tells] of [
    ["tells of the first row", () => true],
    ["does not tell of the first row", () => false],
  ] as const) {
    it(`opens the row that was gone to, where VS Code ${how}`, async () => {
      const world = await open(tells);
      world.pick.type("au");
      await world.rest();
      assert.deepEqual(getShown(world.pick), ["Auto", "Audit", "Tau", "Beta audit"]);
      world.pick.goTo(2);
      world.pick.pressEnter();
      await world.rest();
      assert.equal(world.opened, "Tau");
    });

    it(`opens what is found first for what was typed just before, where VS Code ${how}`, async () => {
      const world = await open(tells);
      world.pick.type("auto");
      world.pick.pressEnter();
      await world.rest();
      assert.equal(world.opened, "Auto");
    });

    it(`opens nothing that was not drawn when rows arrive under it, where VS Code ${how}`, async () => {
      const world = await open(tells);
      world.pick.type("au");
      await world.rest();
      await world.arrive([...LATE, ...ALL]);
      world.pick.pressEnter();
      await world.rest();
      assert.equal(world.opened, undefined);
      assert.equal(getShown(world.pick)[0], "Au");
      world.pick.pressEnter();
      await world.rest();
      assert.equal(world.opened, "Au");
    });
  }

  it("stays on the row that was gone to when more rows arrive", async () => {
    const world = await open();
    world.pick.type("au");
    await world.rest();
    world.pick.goTo(1);
    await world.rest();
    for (const all of [[...LATE, ...ALL], ALL, [...LATE, ...ALL]]) {
      await world.arrive(all);
      await world.rest();
      const { rows, at } = world.pick.screen;
      assert.equal(rows[at]?.label, "Audit");
    }
    world.pick.pressEnter();
    await world.rest();
    assert.equal(world.opened, "Audit");
  });

  it("opens what is found first for what was typed before any row was drawn", async () => {
    const world = await open(() => true, []);
    world.all = ALL;
    world.pick.type("beta");
    world.pick.pressEnter();
    await world.arrive(ALL);
    while (world.pick.deliver("extension")) await turn();
    assert.equal(world.opened, "Beta");
  });

  it("opens what is found first where no row is marked yet", async () => {
    const world = await open();
    world.pick.type("au");
    await world.rest();
    world.pick.goTo(-1);
    world.pick.pressEnter();
    await world.rest();
    assert.equal(world.opened, "Auto");
  });

  it("waits for what is not read yet", async () => {
    const world = await open(() => true, []);
    world.pick.type("beta");
    world.pick.pressEnter();
    await world.rest();
    assert.deepEqual([world.opened, getShown(world.pick)], [undefined, ["Nothing here is called “beta”"]]);
    await world.arrive(ALL);
    await world.rest();
    assert.equal(world.opened, "Beta");
  });

  it("has buttons act on their own row alone", async () => {
    const world = await open();
    await world.arrive([...LATE, ...ALL]);
    world.pick.pressButton(0);
    await world.rest();
    assert.deepEqual([world.pressed, world.pick.isHidden], [[], false]);
    world.pick.pressButton(1);
    await world.rest();
    assert.deepEqual([world.pressed, world.pick.isHidden], [["A"], true]);
  });

  it("never opens another row than the one drawn, whenever messages arrive", async () => {
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    let opened = 0;
    for (let times = 0; times < 1500; times++) {
      const world = await open(() => next(2) === 0);
      const { pick } = world;
      let seen: FakePick["screen"] | undefined;
      for (let step = 0; step < 14 && !pick.isHidden; step++) {
        const act = next(8);
        if (act === 0) pick.type(pick.screen.value.length > 2 ? "" : pick.screen.value + "abtu"[next(4)]);
        else if (act === 1 && pick.screen.rows.length > 0) pick.goTo(next(pick.screen.rows.length));
        else if (act === 2) await world.arrive(next(2) === 0 ? ALL : [...LATE, ...ALL]);
        else if (act === 3) {
          // One Enter at a time, so that it is known which one opened.
          seen = pick.screen;
          pick.pressEnter();
          while (pick.deliver("extension")) await turn();
          if (!pick.isHidden) seen = undefined;
        } else {
          pick.deliver(act % 2 === 0 ? "screen" : "extension");
          await turn();
        }
      }
      if (!seen || !world.opened) continue;
      opened++;
      const drawn = seen.rows[seen.at]?.label;
      // Stamped with what was typed when they were handed over.
      const isOfWhatIsTyped = seen.rows[0]?.detail === seen.value;
      const best = find(world.all, seen.value, 200)[0]?.name;
      const isMeant = world.opened === drawn || (!isOfWhatIsTyped && seen.at === 0 && world.opened === best);
      assert.ok(isMeant, `${drawn} was drawn for “${seen.value}”, ${world.opened} opened (${times})`);
    }
    assert.ok(opened > 200, `${opened} were opened`);
  });
});
