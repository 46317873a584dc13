-- The database of the club as it grew over the years on the old host: several scripts, an old table in latin1, a view, a trigger,
-- routines and an event.
CREATE DATABASE club CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
USE club;

CREATE TABLE members (
  id int unsigned NOT NULL AUTO_INCREMENT,
  name varchar(120) NOT NULL,
  email varchar(190) NOT NULL,
  language char(2) NOT NULL DEFAULT 'en',
  joined date NOT NULL,
  notes text DEFAULT NULL,
  PRIMARY KEY (id),
  UNIQUE KEY email (email),
  FULLTEXT KEY notes (notes)
) ENGINE=InnoDB;

CREATE TABLE walks (
  id int unsigned NOT NULL AUTO_INCREMENT,
  title varchar(200) NOT NULL,
  starts datetime NOT NULL,
  place varchar(200) NOT NULL,
  length_km float NOT NULL,
  climb_m smallint unsigned DEFAULT NULL,
  status enum('planned','held','cancelled') NOT NULL DEFAULT 'planned',
  PRIMARY KEY (id),
  KEY starts (starts)
) ENGINE=InnoDB;

CREATE TABLE bookings (
  walk_id int unsigned NOT NULL,
  member_id int unsigned NOT NULL,
  booked timestamp NOT NULL DEFAULT current_timestamp(),
  fee decimal(8,2) NOT NULL DEFAULT 0.00,
  PRIMARY KEY (walk_id, member_id),
  KEY member_id (member_id),
  CONSTRAINT bookings_walk FOREIGN KEY (walk_id) REFERENCES walks (id) ON DELETE CASCADE,
  CONSTRAINT bookings_member FOREIGN KEY (member_id) REFERENCES members (id)
) ENGINE=InnoDB;

CREATE TABLE payments (
  id bigint unsigned NOT NULL AUTO_INCREMENT,
  member_id int unsigned NOT NULL,
  paid datetime NOT NULL,
  amount decimal(8,2) NOT NULL,
  receipt blob DEFAULT NULL,
  PRIMARY KEY (id),
  KEY member_id (member_id)
) ENGINE=InnoDB;

CREATE TABLE changes (
  id bigint unsigned NOT NULL AUTO_INCREMENT,
  what varchar(80) NOT NULL,
  at datetime NOT NULL,
  PRIMARY KEY (id)
) ENGINE=InnoDB;

-- From the first web site of the club; nobody has dared to touch it.
CREATE TABLE huts (
  id smallint NOT NULL,
  name varchar(60) NOT NULL DEFAULT '',
  beds tinyint DEFAULT NULL,
  opened year DEFAULT NULL,
  PRIMARY KEY (id)
) ENGINE=MyISAM DEFAULT CHARSET=latin1 COLLATE=latin1_german1_ci;

INSERT INTO members (id, name, email, language, joined, notes) VALUES
  (1, 'Anna Weber', 'anna@example.org', 'de', '2018-03-01', 'Gründerin; führt die große Runde'),
  (2, 'Jonas Öberg', 'jonas@example.org', 'de', '2018-03-01', 'Kassier'),
  (3, 'Priya Sharma', 'priya@example.org', 'hi', '2018-05-12', 'प्रिया शर्मा: counts every kilometer'),
  (4, 'Zoë O''Brien', 'zoe@example.org', 'en', '2019-01-20', NULL),
  (5, 'Николай Орлов', 'nikolai@example.org', 'ru', '2019-04-02', 'Знает каждую тропу'),
  (6, 'Γιώργος Παπαδάκης', 'giorgos@example.org', 'el', '2020-06-30', 'Φέρνει πάντα ελιές'),
  (7, '佐藤 美咲', 'misaki@example.org', 'ja', '2021-09-14', '秋の山が好きです'),
  (8, '李 小龙', 'xiaolong@example.org', 'zh', '2021-10-03', '喜欢长途徒步'),
  (9, 'أمينة حداد', 'amina@example.org', 'ar', '2022-02-11', 'تعرف كل الينابيع'),
  (10, 'דנה לוי', 'dana@example.org', 'he', '2022-07-19', 'מצאה את השביל הקצר'),
  (11, 'สมชาย ใจดี', 'somchai@example.org', 'th', '2023-03-08', NULL),
  (12, 'Łukasz Żółć', 'lukasz@example.org', 'pl', '2024-05-05', 'Idzie w deszczu 🌧️ i nie narzeka 🥾');

INSERT INTO walks (id, title, starts, place, length_km, climb_m, status) VALUES
  (1, 'Moss and Mill', '2025-03-09 09:30:00', 'Old mill', 11.4, 310, 'held'),
  (2, 'Große Runde', '2025-04-13 08:00:00', 'Gehöft am Weiher', 17.25, 640, 'held'),
  (3, 'Лесная тропа', '2025-05-11 09:00:00', 'Сторожка', 9.6, 280, 'cancelled'),
  (4, '茶屋の道', '2031-10-05 07:30:00', '茶屋', 6.3, 450, 'planned'),
  (5, 'درب الينابيع', '2031-11-09 08:30:00', 'الينبوع الأول', 12.7, 390, 'planned'),
  (6, 'Midnight sun 🌞', '2032-06-21 22:00:00', 'Top of the hill', 3.14159, NULL, 'planned');

INSERT INTO bookings (walk_id, member_id, booked, fee) VALUES
  (1, 1, '2025-02-01 10:00:00', 0.00), (1, 3, '2025-02-02 11:30:00', 4.50), (1, 4, '2025-02-20 18:45:10', 4.50),
  (2, 1, '2025-03-15 08:00:00', 0.00), (2, 5, '2025-03-16 21:12:00', 6.00), (2, 6, '2025-04-01 07:00:00', 6.00),
  (4, 7, '2025-05-30 12:00:00', 5.00), (4, 8, '2025-05-30 12:01:00', 5.00), (5, 9, '2025-05-31 09:10:00', 5.00),
  (5, 12, '2025-05-31 09:11:00', 5.00), (6, 10, '2025-05-31 23:59:59', 7.50), (6, 11, '2025-06-01 00:00:00', 7.50);

INSERT INTO payments (member_id, paid, amount, receipt) VALUES
  (3, '2025-02-10 12:00:00', 4.50, x'00ff10e28882'), (4, '2025-02-25 12:00:00', 4.50, NULL),
  (5, '2025-03-20 12:00:00', 6.00, x'89504e47'), (6, '2025-04-02 12:00:00', 6.00, NULL);

INSERT INTO huts VALUES (1, 'Mühle', 8, 1998), (2, 'Café zur Höhe', 0, 2004), (3, 'Jägerhütte', 14, 1987);

CREATE DEFINER=`club`@`localhost` SQL SECURITY INVOKER VIEW reminders AS
  SELECT members.name, members.email, walks.title, walks.place, walks.starts
  FROM bookings JOIN members ON members.id = bookings.member_id JOIN walks ON walks.id = bookings.walk_id
  WHERE walks.status = 'planned';

DELIMITER //
CREATE DEFINER=`club`@`localhost` TRIGGER walks_changed AFTER UPDATE ON walks FOR EACH ROW
  INSERT INTO changes (what, at) VALUES (CONCAT('walk ', NEW.id, ': ', NEW.status), NOW())//
CREATE DEFINER=`club`@`localhost` PROCEDURE payments_since(IN since datetime)
  SELECT members.name, payments.paid, payments.amount
  FROM payments JOIN members ON members.id = payments.member_id WHERE payments.paid >= since ORDER BY payments.paid//
CREATE DEFINER=`club`@`localhost` FUNCTION kilometres(member int unsigned) RETURNS double READS SQL DATA
  RETURN (SELECT COALESCE(SUM(walks.length_km), 0) FROM bookings JOIN walks ON walks.id = bookings.walk_id
          WHERE bookings.member_id = member AND walks.status = 'held')//
CREATE DEFINER=`club`@`localhost` EVENT forget_changes ON SCHEDULE EVERY 1 DAY STARTS '2025-01-01 03:00:00'
  DO DELETE FROM changes WHERE at < NOW() - INTERVAL 1 YEAR//
DELIMITER ;
