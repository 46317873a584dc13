-- Archive database: the log that nearly every action writes to, and old versions of edited records. Loaded into a database of its own; names none.
SET NAMES utf8;
ALTER DATABASE CHARACTER SET utf8 COLLATE utf8_unicode_ci;

CREATE TABLE logs (
  id int(11) NOT NULL AUTO_INCREMENT,
  IdMember int(11) NOT NULL DEFAULT 0,
  Str text NOT NULL,
  Type varchar(30) NOT NULL DEFAULT '',
  created timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  IpAddress int(11) NOT NULL DEFAULT 0,
  PRIMARY KEY (id), KEY Type (Type, created), KEY IdMember (IdMember)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE previousversion (
  id int(11) NOT NULL AUTO_INCREMENT,
  IdMember int(11) NOT NULL DEFAULT 0,
  TableName varchar(64) NOT NULL DEFAULT '',
  IdInTable int(11) NOT NULL DEFAULT 0,
  XmlOldVersion text NOT NULL,
  Type varchar(30) NOT NULL DEFAULT 'DoneByMember',
  created timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id), KEY TableName (TableName, IdInTable)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
