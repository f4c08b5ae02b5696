import assert from "node:assert/strict";
import type * as vscode from "vscode";
import type { Connections } from "../../../src/editor/connection/session";
import { pauseUnseen } from "../../../src/editor/loading/pauseUnseen";
import { Emitter } from "../../../src/terms/event";

/** The window, two views and a session as VS Code has them; `held` is what the load was told. */
function open({ isConnected = true } = {}) {
  const windowState = new Emitter<vscode.WindowState>();
  const visibilities = [
    new Emitter<vscode.TreeViewVisibilityChangeEvent>(),
    new Emitter<vscode.TreeViewVisibilityChangeEvent>(),
  ];
  const connection = new Emitter<undefined>();
  const held: boolean[] = [];
  const loading = { setPaused: (isHeld: boolean) => held.push(isHeld) };
  let session = isConnected ? { loading } : undefined;
  const window = {
    state: { focused: true, active: true },
    onDidChangeWindowState: windowState.event as vscode.Event<vscode.WindowState>,
  };
  const views = visibilities.map(({ event }) => ({
    visible: false,
    onDidChangeVisibility: event as vscode.Event<vscode.TreeViewVisibilityChangeEvent>,
  }));
  const connections = { getSession: () => session, onDidChange: connection.event } as unknown as Connections;
  const pausing = pauseUnseen(connections, window, views);
  return {
    held,
    pausing,
    setActive: (active: boolean) => {
      window.state = { focused: active, active };
      windowState.fire(window.state);
    },
    setVisible: (at: number, visible: boolean) => {
      views[at]!.visible = visible;
      visibilities[at]?.fire({ visible });
    },
    connect: () => {
      session = { loading };
      connection.fire(undefined);
    },
  };
}

describe("reading behind the screen", () => {
  it("goes on while the window is in use, though no view is seen", () => {
    assert.deepEqual(open().held, [false]);
  });

  it("goes on while any view is seen, though the window is not in use", () => {
    const { held, setActive, setVisible } = open();
    setVisible(1, true);
    setActive(false);
    assert.equal(held.at(-1), false);
    setVisible(0, true);
    setVisible(1, false);
    assert.equal(held.at(-1), false);
  });

  it("is held back when both are gone, and goes on with either", () => {
    const { held, setActive, setVisible } = open();
    setVisible(0, true);
    setActive(false);
    setVisible(0, false);
    assert.equal(held.at(-1), true);
    setVisible(1, true);
    assert.equal(held.at(-1), false);
    setVisible(1, false);
    assert.equal(held.at(-1), true);
    setActive(true);
    assert.equal(held.at(-1), false);
  });

  it("is held back from the beginning where it is connected behind somebody's back", () => {
    const { held, setActive, connect } = open({ isConnected: false });
    setActive(false);
    assert.deepEqual(held, []);
    connect();
    assert.deepEqual(held, [true]);
  });

  it("is let be when the extension ends", () => {
    const { held, pausing, setActive } = open();
    pausing.dispose();
    setActive(false);
    assert.deepEqual(held, [false]);
  });
});
