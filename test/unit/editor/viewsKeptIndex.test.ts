import assert from "node:assert/strict";
import { mock } from "node:test";
import { createKeptIndex } from "../../../src/editor/views/keptIndex";
import { createStore } from "../../../src/organization/createStore";
import { createFakeOrganization } from "../organization/fakeReader";

describe("the names that a filtered tree is looked up in", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
  afterEach(() => mock.timers.reset());

  it("are put together a few times in a second of answers, and once more after the last", () => {
    const store = createStore(createFakeOrganization().reader);
    let made = 0;
    let known = 0;
    let answers = 0;
    const draw = () => void index.get(store);
    const index = createKeptIndex(() => {
      made++;
      known = answers;
      return { all: [], withoutTags: 0 };
    }, draw);
    draw();
    for (let at = 0; at < 100; at++) {
      answers++;
      index.touch();
      draw();
      mock.timers.tick(10);
    }
    assert.ok(made <= 4, `${made} times`);
    mock.timers.tick(1000);
    assert.equal(known, answers);
  });
});
