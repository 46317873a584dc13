import type { Script } from './places.js';

/** Names and sentences by script: [first names female, first names male, last names]. */
export const NAMES: Readonly<Record<Script, readonly [readonly string[], readonly string[], readonly string[]]>> = {
  latin: [
    ['Zoë', 'Amélie', 'Jana', 'Łucja', 'Inês', 'Åsa', 'Chiara', 'Mary'],
    ['Jürgen', 'François', 'Søren', 'Michał', 'João', 'Kevin', 'Luca', 'Peter'],
    ['Müller', 'Dupré', 'Østergård', 'Wiśniewski', 'Gonçalves', "O'Neill", 'Esposito', 'Ñúñez', 'Smith'],
  ],
  cyrillic: [
    ['Ольга', 'Анна', 'Светлана', 'Оксана'],
    ['Иван', 'Дмитрий', 'Сергей', 'Георги'],
    ['Иванова', 'Кузнецов', 'Шевченко', 'Щербакова'],
  ],
  greek: [
    ['Ελένη', 'Μαρία', 'Κατερίνα'],
    ['Γιώργος', 'Νίκος', 'Οδυσσέας'],
    ['Παπαδόπουλος', 'Οικονόμου', 'Ξενάκης'],
  ],
  chinese: [
    ['丽', '小燕', '芳'],
    ['伟', '志强', '明'],
    ['王', '李', '欧阳', '张'],
  ],
  arabic: [
    ['فاطمة', 'ليلى', 'مريم'],
    ['محمد', 'يوسف', 'خالد'],
    ['الحسن', 'منصور', 'القاسم'],
  ],
};

export type Text = { readonly language: number; readonly title: string; readonly sentences: readonly string[] };

/** Things people write about; languages as in LANGUAGES. */
export const TEXTS: Readonly<Record<Script, readonly Text[]>> = {
  latin: [
    {
      language: 0,
      title: 'Bicycle trip along the Danube',
      sentences: [
        'I plan to ride from Passau to Vienna in August.',
        'Who wants to join for a day or two?',
        'The path is flat & easy; a tent is enough.',
      ],
    },
    {
      language: 0,
      title: 'First time hosting: what should I know?',
      sentences: [
        'My first guest arrives on Friday.',
        'Do you give your guests a key?',
        'I always cook something on the first evening.',
      ],
    },
    {
      language: 6,
      title: 'Grüße aus Köln: Wer kommt zum Treffen?',
      sentences: [
        'Wir treffen uns am Samstag um 18 Uhr im Park.',
        'Süßes und Getränke bitte mitbringen.',
        'Für Übernachtung ist gesorgt, es gibt genügend Plätze.',
      ],
    },
    {
      language: 1,
      title: "Où dormir près de l'océan cet été ?",
      sentences: [
        'Je cherche un hébergement à Bordeaux du 3 au 7 juillet.',
        'Ça serait génial de rencontrer des membres !',
        'Le train est cher, le covoiturage un peu moins.',
      ],
    },
    {
      language: 0,
      title: 'Hitchhiking "rules" in <Europe>',
      sentences: [
        'Which countries are easy?',
        "I waited 3 hours near Lyon, but after that I didn't wait long.",
        'Gas stations work better than ramps.',
      ],
    },
    {
      language: 9,
      title: '¿Quién viaja a Barcelona en septiembre?',
      sentences: [
        'Busco compañía para el viaje en tren.',
        'Mañana compro los billetes.',
        'La fiesta mayor empieza el día 21.',
      ],
    },
  ],
  cyrillic: [
    {
      language: 8,
      title: 'Поездка на Байкал летом',
      sentences: ['Кто хочет поехать вместе в июле?', 'Билеты на поезд уже продаются.', 'Палатку можно взять у меня.'],
    },
    {
      language: 8,
      title: 'Встреча в Москве',
      sentences: ['Встречаемся в субботу у метро.', 'Приходите с друзьями!', 'Ещё есть свободные места.'],
    },
  ],
  greek: [
    {
      language: 10,
      title: 'Συνάντηση στην Αθήνα',
      sentences: ['Βρισκόμαστε το Σάββατο στο Σύνταγμα.', 'Φέρτε κάτι να φάμε.', 'Ποιος θα έρθει;'],
    },
  ],
  chinese: [
    { language: 5, title: '成都周末聚会', sentences: ['星期六晚上我们一起吃火锅。', '有人想去爬山吗?', '欢迎新朋友!'] },
    {
      language: 5,
      title: '第一次去欧洲旅行',
      sentences: ['请问需要什么签证?', '我八月份到柏林。', '谢谢大家的建议。'],
    },
  ],
  arabic: [
    {
      language: 11,
      title: 'لقاء في القاهرة',
      sentences: ['نلتقي يوم الجمعة قرب النيل.', 'من يريد أن ينضم إلينا؟', 'أهلا وسهلا بالجميع.'],
    },
  ],
};

/** id, code, own name, English name. English has id 0. */
export const LANGUAGES = [
  [0, 'en', 'English', 'English'],
  [1, 'fr', 'Français', 'French'],
  [6, 'de', 'Deutsch', 'German'],
  [9, 'es', 'español', 'Spanish'],
  [8, 'ru', 'Русский', 'Russian'],
  [10, 'el', 'Ελληνικά', 'Greek'],
  [5, 'zh', '汉语', 'Chinese'],
  [11, 'ar', 'العربية', 'Arabic'],
] as const;
