-- Personal data, tagged and URL-encoded: <admincrypted>alice%40example.org</admincrypted>. Loaded into a database of its own; names none.
SET NAMES utf8;
ALTER DATABASE CHARACTER SET utf8 COLLATE utf8_unicode_ci;

CREATE TABLE cryptedfields (
  id int(11) NOT NULL AUTO_INCREMENT,
  AdminCryptedValue text NOT NULL,
  MemberCryptedValue text NOT NULL,
  IdMember int(11) NOT NULL DEFAULT 0,
  IsCrypted enum('not crypted','crypted','always') NOT NULL DEFAULT 'crypted',
  ToDo varchar(20) NOT NULL DEFAULT 'nothing',
  TableColumn varchar(64) NOT NULL DEFAULT 'NotSet',
  IdRecord int(11) NOT NULL DEFAULT 0,
  temporary_uncrypted_buffer text DEFAULT NULL,
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (id), KEY IdMember (IdMember), KEY TableColumn (TableColumn, IdRecord)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
