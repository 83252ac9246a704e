import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { BreakClock } from '../../../main/frontend/desk/break-clock.js';
import { Shelf } from './a-desk.js';

const MINUTE = 60_000;

/** Somebody at work, by a clock that goes on when it is told to. */
class Worker {
  private now = Date.parse('2026-11-23T12:00:00Z');
  private readonly shelf: Shelf;
  clock: BreakClock;

  constructor(shelf = new Shelf()) {
    this.shelf = shelf;
    this.clock = this.another('ada');
    this.clock.acted();
  }

  /** Does something every so many minutes, until so many have passed. */
  works(minutes: number, every = 1): void {
    for (let passed = 0; passed < minutes; passed += every) {
      this.pauses(every);
      this.clock.acted();
    }
  }

  pauses(minutes: number): void {
    this.now += minutes * MINUTE;
  }

  another(person: string): BreakClock {
    return new BreakClock(person, { shelf: this.shelf, now: () => this.now });
  }
}

test('a break is due when so many minutes were worked, and not before', () => {
  const ada = new Worker();

  ada.works(44);
  equal(ada.clock.isDue(45), false);
  ada.works(1);
  equal(ada.clock.isDue(45), true);
});

test('a reminder that is off never comes', () => {
  const ada = new Worker();

  ada.works(600);

  equal(ada.clock.isDue(0), false);
});

test('time in which nothing is done is no work', () => {
  const ada = new Worker();

  ada.works(30, 3);
  equal(ada.clock.isDue(1), false, 'each act three minutes after the last');
  ada.works(20);
  ada.pauses(5);
  ada.clock.acted();
  ada.works(24);
  equal(ada.clock.isDue(45), false, 'twenty and twenty-four');
  ada.works(1);
  equal(ada.clock.isDue(45), true);
});

test('whoever has been away for a while has had their break', () => {
  const ada = new Worker();

  ada.works(44);
  ada.pauses(10);
  ada.clock.acted();
  ada.works(44);
  equal(ada.clock.isDue(45), false);
  ada.works(1);
  equal(ada.clock.isDue(45), true);
});

test('put away, the reminder comes after as much work again', () => {
  const ada = new Worker();
  ada.works(50);

  ada.clock.rested();

  equal(ada.clock.isDue(45), false);
  ada.works(45);
  equal(ada.clock.isDue(45), true);
});

test('a reload goes on where the work was, and somebody else begins at nothing', () => {
  const ada = new Worker();
  ada.works(30);

  equal(ada.another('ben').isDue(30), false);
  ada.clock = ada.another('ada');
  ada.works(15);

  equal(ada.clock.isDue(45), true);
});

test('a value of somebody else under our name, and a clock set back, count as nothing', () => {
  const shelf = new Shelf();
  shelf.setItem('undertone-worked:ada', '{"millis":"many"}');
  const ada = new Worker(shelf);
  equal(ada.clock.isDue(5), false);

  ada.works(4);
  ada.pauses(-60);
  ada.clock.acted();
  ada.works(4);
  equal(ada.clock.isDue(5), false);
});
