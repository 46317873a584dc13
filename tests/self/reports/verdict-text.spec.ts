import { test, expect } from '@playwright/test';
import { clean, cut, gist, wrap } from '../../../reports/outputs/text.js';

test.describe('foreign text', () => {
  test('loses all that a terminal would obey', () => {
    const hostile = 'a\u001b[31mb\u001b]0;title\u0007c\rd\u0008\u009b2Je\u202ef\u200bg\ud800h\u0000';

    expect(clean(hostile)).toMatch(/^ab.*c\nd.*e?fgh$/s);
    expect(clean(hostile)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202e\ud800]/);
  });

  test('is cut by columns, wide characters counting two', () => {
    expect(cut('Привет, мир', 6)).toBe('Приве…');
    expect(cut('你好世界', 8)).toBe('你好世界');
    expect(cut('你好世界', 7)).toBe('你好世…');
    expect(cut('你好世界', 6)).toBe('你好…');
  });

  test('is broken between words, and its last line cut', () => {
    expect(wrap('one two three four five', 9, 2)).toEqual(['one two', 'three fo…']);
  });

  test('of an error is brought down to what was asked, expected, received, and where to look', () => {
    const error = [
      'Error: GET /feed asked of Puma',
      '',
      'expect(received).toBe(expected) // Object.is equality',
      '',
      'Expected: 200',
      'Received: 500',
      'Body: <html>',
      'Where to look: error log of Apache on Puma',
      'Call log:',
      '  - waiting',
    ].join('\n');

    expect(gist(error, 4)).toEqual([
      'GET /feed asked of Puma',
      'Expected: 200',
      'Received: 500',
      'Where to look: error log of Apache on Puma',
    ]);
  });
});
