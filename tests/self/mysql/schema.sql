SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci;
SET sql_mode = 'STRICT_TRANS_TABLES', time_zone = '+00:00';
ALTER DATABASE club CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE TABLE members (
  id int unsigned NOT NULL AUTO_INCREMENT,
  name varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci NOT NULL DEFAULT '',
  mail varchar(60) CHARACTER SET latin1 COLLATE latin1_german1_ci DEFAULT NULL,
  born date DEFAULT NULL,
  score decimal(10,3) NOT NULL DEFAULT 0.000,
  weight double DEFAULT NULL,
  picture blob,
  seen timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  kind enum('a','b') NOT NULL DEFAULT 'a',
  flags bit(8) NOT NULL DEFAULT b'0',
  doubled bigint GENERATED ALWAYS AS (score * 2) VIRTUAL,
  PRIMARY KEY (id),
  UNIQUE KEY mail (mail),
  KEY name (name(10), born),
  FULLTEXT KEY words (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='who is here';
CREATE TABLE letters (
  id bigint NOT NULL,
  sender int unsigned NOT NULL,
  text mediumtext COLLATE utf8mb4_bin NOT NULL,
  PRIMARY KEY (id),
  KEY sender (sender),
  CONSTRAINT by_member FOREIGN KEY (sender) REFERENCES members (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE VIEW grown AS SELECT id, name FROM members WHERE born < '1990-01-01';
DELIMITER //
CREATE PROCEDURE greet(IN who int) SQL SECURITY INVOKER COMMENT 'says hello' BEGIN SELECT name FROM members WHERE id = who; END//
CREATE FUNCTION doubled(n int) RETURNS int DETERMINISTIC NO SQL RETURN n * 2//
CREATE TRIGGER letters_touch AFTER INSERT ON letters FOR EACH ROW UPDATE members SET seen = seen, score = score + 1 WHERE id = NEW.sender//
CREATE EVENT forget ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE DO DELETE FROM letters WHERE id < 0//
DELIMITER ;
CREATE TEMPORARY TABLE n AS SELECT a.d + 10 * b.d + 100 * c.d + 1 AS n FROM
  (SELECT 0 AS d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) a,
  (SELECT 0 AS d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) b,
  (SELECT 0 AS d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) c;
INSERT INTO members (id, name, mail, born, score, weight, picture, seen, kind, flags)
  SELECT n, CONCAT(ELT(1 + n % 4, 'Zoë ', 'Жук ', '😀 ', 'a''b\\c '), n), CONCAT('jürgen', n, '@example.org'),
         IF(n % 3 = 0, NULL, '1980-02-28' + INTERVAL n DAY), n / 8, IF(n % 5 = 0, NULL, n * 1e10 / 7), UNHEX(HEX(n * 7919)),
         '2012-06-22 03:00:00.123' + INTERVAL n SECOND, ELT(1 + n % 2, 'a', 'b'), n % 256 FROM n;
INSERT INTO letters SELECT n * 1000003, n, REPEAT(CONCAT('Liebe Grüße ', n, ' '), n % 50) FROM n;
