-- Main database. Two families of tables, grown from two programs:
--   "TB" tables (user, forums_*, blog*, gallery*, trip*, ewiki, shouts): collation utf8_general_ci, ids of most of them
--   from sequence tables <table>_seq with one row; user_id_foreign and authorid mean user.id, never members.id.
--   "BW" tables (the rest): collation utf8_unicode_ci. user.handle = members.Username joins the families.
-- Dates that never were are '0000-00-00 00:00:00', English has languages.id = 0:
-- load with sql_mode='NO_AUTO_VALUE_ON_ZERO' and nothing stricter.
SET NAMES utf8;
SET SESSION sql_mode = 'NO_AUTO_VALUE_ON_ZERO';
ALTER DATABASE CHARACTER SET utf8 COLLATE utf8_unicode_ci;

-- Members -------------------------------------------------------------------------------------------------------------

CREATE TABLE members (
  id int(11) NOT NULL AUTO_INCREMENT,
  Username varchar(32) NOT NULL DEFAULT '',
  ChangedId int(11) NOT NULL DEFAULT 0,
  -- ids of BW_CRYPTED.cryptedfields
  Email int(11) NOT NULL DEFAULT 0, SecEmail int(11) NOT NULL DEFAULT 0,
  FirstName int(11) NOT NULL DEFAULT 0, SecondName int(11) NOT NULL DEFAULT 0, LastName int(11) NOT NULL DEFAULT 0,
  HomePhoneNumber int(11) NOT NULL DEFAULT 0, CellPhoneNumber int(11) NOT NULL DEFAULT 0,
  WorkPhoneNumber int(11) NOT NULL DEFAULT 0,
  chat_SKYPE int(11) NOT NULL DEFAULT 0, chat_ICQ int(11) NOT NULL DEFAULT 0, chat_AOL int(11) NOT NULL DEFAULT 0,
  chat_MSN int(11) NOT NULL DEFAULT 0, chat_YAHOO int(11) NOT NULL DEFAULT 0, chat_GOOGLE int(11) NOT NULL DEFAULT 0,
  chat_Others int(11) NOT NULL DEFAULT 0,
  Accomodation enum('anytime','dependonrequest','neverask') NOT NULL DEFAULT 'dependonrequest',
  -- ids (IdTrad) of memberstrads
  AdditionalAccomodationInfo int(11) NOT NULL DEFAULT 0, ILiveWith int(11) NOT NULL DEFAULT 0,
  Organizations int(11) NOT NULL DEFAULT 0, ProfileSummary int(11) NOT NULL DEFAULT 0,
  Occupation int(11) NOT NULL DEFAULT 0, Hobbies int(11) NOT NULL DEFAULT 0, Books int(11) NOT NULL DEFAULT 0,
  Music int(11) NOT NULL DEFAULT 0, Movies int(11) NOT NULL DEFAULT 0, PastTrips int(11) NOT NULL DEFAULT 0,
  PlannedTrips int(11) NOT NULL DEFAULT 0, PleaseBring int(11) NOT NULL DEFAULT 0,
  OfferGuests int(11) NOT NULL DEFAULT 0, OfferHosts int(11) NOT NULL DEFAULT 0,
  PublicTransport int(11) NOT NULL DEFAULT 0, OtherRestrictions int(11) NOT NULL DEFAULT 0,
  MaxLenghtOfStay int(11) NOT NULL DEFAULT 0,
  -- geonames_cache.geonameid
  IdCity int(11) NOT NULL DEFAULT 0,
  IdentityCheckLevel int(11) NOT NULL DEFAULT 0,
  TypicOffer set('guidedtour','dinner','CanHostWeelChair') NOT NULL DEFAULT '',
  MaxGuest int(11) NOT NULL DEFAULT 0,
  Restrictions set('NoSmoker','NoAlchool','NoDrugs','NoHardDrugs','SeeOtherRestrictions') NOT NULL DEFAULT '',
  bday int(11) NOT NULL DEFAULT 0, bmonth int(11) NOT NULL DEFAULT 0, byear int(11) NOT NULL DEFAULT 0,
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  LastLogin datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  SecurityFlag int(11) NOT NULL DEFAULT 0,
  Quality enum('Good','NeverLog','SomeContactsRefused','Problems') NOT NULL DEFAULT 'NeverLog',
  CounterGuests int(11) NOT NULL DEFAULT 0, CounterHosts int(11) NOT NULL DEFAULT 0,
  CounterTrusts int(11) NOT NULL DEFAULT 0,
  PassWord varchar(100) DEFAULT NULL,
  Status enum('MailToConfirm','Pending','DuplicateSigned','NeedMore','Rejected','CompletedPending','Active',
    'ActiveHidden','TakenOut','Banned','Sleeper','ChoiceInactive','OutOfRemind','Renamed','SuspendedBeta','AskToLeave',
    'StopBoringMe','PassedAway','Buggy') NOT NULL DEFAULT 'MailToConfirm',
  Gender enum('IDontTell','male','female') NOT NULL DEFAULT 'IDontTell',
  HideGender enum('Yes','No') NOT NULL DEFAULT 'No',
  BirthDate date NOT NULL DEFAULT '0000-00-00',
  HideBirthDate enum('Yes','No') NOT NULL DEFAULT 'No',
  HideAttribute int(11) NOT NULL DEFAULT 0,
  AdressHidden enum('Yes','No') NOT NULL DEFAULT 'Yes',
  WebSite text DEFAULT NULL,
  LogCount int(11) NOT NULL DEFAULT 0,
  NbRemindWithoutLogingIn int(11) NOT NULL DEFAULT 0,
  PRIMARY KEY (id), UNIQUE KEY Username (Username), KEY Status (Status), KEY IdCity (IdCity)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE members_updating_status (
  id int(11) NOT NULL AUTO_INCREMENT,
  IdMember int(11) NOT NULL, OldStatus varchar(20) NOT NULL, NewStatus varchar(20) NOT NULL,
  created timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id), KEY created (created)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE DEFINER=`root`@`localhost` TRIGGER members_status_changed AFTER UPDATE ON members FOR EACH ROW
  INSERT INTO members_updating_status (IdMember, OldStatus, NewStatus, created)
  SELECT NEW.id, OLD.Status, NEW.Status, NOW() FROM DUAL WHERE OLD.Status <> NEW.Status;

CREATE TABLE recorded_usernames_of_left_members (
  UsernameNotToUse varchar(32) NOT NULL, created timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (UsernameNotToUse)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE memberstrads (
  id int(11) NOT NULL AUTO_INCREMENT,
  IdLanguage int(11) NOT NULL DEFAULT 0, IdOwner int(11) NOT NULL DEFAULT 0, IdTrad int(11) NOT NULL DEFAULT 0,
  IdTranslator int(11) NOT NULL DEFAULT 0,
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  Type enum('member','translator','admin') NOT NULL DEFAULT 'member',
  Sentence text NOT NULL, IdRecord int(11) NOT NULL DEFAULT 0, TableColumn varchar(64) NOT NULL DEFAULT 'NotSet',
  PRIMARY KEY (id), UNIQUE KEY one_per_language (IdTrad, IdOwner, IdLanguage)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE memberslanguageslevel (
  id int(11) NOT NULL AUTO_INCREMENT, IdMember int(11) NOT NULL, IdLanguage int(11) NOT NULL,
  Level enum('DontKnow','HelloOnly','Beginner','Intermediate','Fluent','Expert','MotherLanguage') NOT NULL DEFAULT 'DontKnow',
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  PRIMARY KEY (id), UNIQUE KEY IdMember (IdMember, IdLanguage)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE membersphotos (
  id int(11) NOT NULL AUTO_INCREMENT, IdMember int(11) NOT NULL, FilePath varchar(255) NOT NULL DEFAULT '',
  SortOrder int(11) NOT NULL DEFAULT 0, Comment int(11) NOT NULL DEFAULT 0,
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  PRIMARY KEY (id), KEY IdMember (IdMember)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE memberspublicprofiles (
  id int(11) NOT NULL AUTO_INCREMENT, IdMember int(11) NOT NULL, Type varchar(20) NOT NULL DEFAULT 'normal',
  created timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id), UNIQUE KEY IdMember (IdMember)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE preferences (
  id int(11) NOT NULL AUTO_INCREMENT, codeName varchar(40) NOT NULL, codeDescription varchar(60) NOT NULL DEFAULT '',
  DefaultValue varchar(20) NOT NULL DEFAULT '', Status enum('Normal','Inactive','Advanced') NOT NULL DEFAULT 'Normal',
  PRIMARY KEY (id), UNIQUE KEY codeName (codeName)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE memberspreferences (
  id int(11) NOT NULL AUTO_INCREMENT, IdMember int(11) NOT NULL, IdPreference int(11) NOT NULL,
  Value varchar(64) NOT NULL DEFAULT '', updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  PRIMARY KEY (id), UNIQUE KEY IdMember (IdMember, IdPreference)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE addresses (
  id int(11) NOT NULL AUTO_INCREMENT, IdMember int(11) NOT NULL,
  HouseNumber int(11) NOT NULL DEFAULT 0, StreetName int(11) NOT NULL DEFAULT 0, Zip int(11) NOT NULL DEFAULT 0,
  IdCity int(11) NOT NULL DEFAULT 0, IdGettingThere int(11) NOT NULL DEFAULT 0,
  Explanation text NOT NULL, Rank int(11) NOT NULL DEFAULT 0,
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  PRIMARY KEY (id), KEY IdMember (IdMember)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE comments (
  id int(11) NOT NULL AUTO_INCREMENT, IdFromMember int(11) NOT NULL, IdToMember int(11) NOT NULL,
  Lenght set('hewasmyguest','hehostedme','OnlyOnce','HeIsMyFamily','HeHisMyOldCloseFriend','NeverMetInRealLife') NOT NULL DEFAULT '',
  Quality enum('Good','Neutral','Bad') NOT NULL DEFAULT 'Neutral',
  TextFree text NOT NULL, TextWhere text NOT NULL,
  AdminAction enum('NothingNeeded','AdminAbuserMustCheck','AdminCommentMustCheck','Checked') NOT NULL DEFAULT 'NothingNeeded',
  DisplayInPublic tinyint(4) NOT NULL DEFAULT 1,
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  PRIMARY KEY (id), KEY IdToMember (IdToMember), KEY IdFromMember (IdFromMember)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE profilesvisits (
  id int(11) NOT NULL AUTO_INCREMENT, IdMember int(11) NOT NULL, IdVisitor int(11) NOT NULL,
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id), UNIQUE KEY IdMember (IdMember, IdVisitor)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE rights (
  id int(11) NOT NULL AUTO_INCREMENT, Name varchar(40) NOT NULL, Description text NOT NULL,
  created timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (id), UNIQUE KEY Name (Name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE rightsvolunteers (
  id int(11) NOT NULL AUTO_INCREMENT, IdMember int(11) NOT NULL, IdRight int(11) NOT NULL,
  Level int(11) NOT NULL DEFAULT 0, Scope text NOT NULL, Comment text NOT NULL,
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  PRIMARY KEY (id), UNIQUE KEY IdMember (IdMember, IdRight)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE flags (
  id int(11) NOT NULL AUTO_INCREMENT, Name varchar(40) NOT NULL, Description text NOT NULL,
  created timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, PRIMARY KEY (id), UNIQUE KEY Name (Name)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE flagsmembers (
  id int(11) NOT NULL AUTO_INCREMENT, IdMember int(11) NOT NULL, IdFlag int(11) NOT NULL,
  Level int(11) NOT NULL DEFAULT 0, Scope text NOT NULL, Comment text NOT NULL,
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  PRIMARY KEY (id), UNIQUE KEY IdMember (IdMember, IdFlag)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE online (
  IdMember int(11) NOT NULL, updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  appearance varchar(255) NOT NULL DEFAULT '', lastactivity varchar(255) NOT NULL DEFAULT '',
  Status varchar(20) NOT NULL DEFAULT '', PRIMARY KEY (IdMember)
) ENGINE=MEMORY DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE guestsonline (
  IpGuest int(11) NOT NULL, updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  appearance varchar(255) NOT NULL DEFAULT '', lastactivity varchar(255) NOT NULL DEFAULT '',
  PRIMARY KEY (IpGuest)
) ENGINE=MEMORY DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE DEFINER=`root`@`localhost` EVENT forget_who_was_online ON SCHEDULE EVERY 1 DAY STARTS '2012-01-01 04:30:00'
  DO DELETE FROM online WHERE updated < NOW() - INTERVAL 1 DAY;

-- Messages and mail ---------------------------------------------------------------------------------------------------

CREATE TABLE messages (
  id int(11) NOT NULL AUTO_INCREMENT,
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', DateSent datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  DeleteRequest set('senderdeleted','receiverdeleted') NOT NULL DEFAULT '',
  MessageType enum('MemberToMember','LocalVolToMember') NOT NULL DEFAULT 'MemberToMember',
  IdMessageFromLocalVol int(11) NOT NULL DEFAULT 0,
  IdParent int(11) NOT NULL DEFAULT 0, IdReceiver int(11) NOT NULL DEFAULT 0, IdSender int(11) NOT NULL DEFAULT 0,
  SendConfirmation enum('No','Yes') NOT NULL DEFAULT 'No',
  SpamInfo set('NotSpam','SpamBlkWord','SpamSayMember','SpamSayChecker') NOT NULL DEFAULT 'NotSpam',
  Status enum('Draft','ToCheck','Checked','ToSend','Sent','Freeze','Failed') NOT NULL DEFAULT 'ToCheck',
  Message text NOT NULL,
  InFolder enum('Normal','junk','Spam','Draft') NOT NULL DEFAULT 'Normal',
  WhenFirstRead datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  IdChecker int(11) NOT NULL DEFAULT 0, IdTriggerer int(11) NOT NULL DEFAULT 0,
  JoinMemberPict enum('yes','no') NOT NULL DEFAULT 'no', JoinSenderMail enum('yes','no') NOT NULL DEFAULT 'no',
  CheckerComment text DEFAULT NULL,
  PRIMARY KEY (id), KEY IdReceiver (IdReceiver), KEY IdSender (IdSender), KEY Status (Status)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE posts_notificationqueue (
  id int(11) NOT NULL AUTO_INCREMENT,
  Status enum('ToSend','Sent','Failed') NOT NULL DEFAULT 'ToSend',
  IdMember int(11) NOT NULL, IdPost int(11) NOT NULL,
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  Type enum('newthread','reply','moderatoraction','deletepost','deletethread','useredit','translation','buggy') NOT NULL DEFAULT 'buggy',
  TableSubscription varchar(64) NOT NULL DEFAULT 'NotSet', IdSubscription int(11) NOT NULL DEFAULT 0,
  PRIMARY KEY (id), KEY Status (Status), KEY IdPost (IdPost)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE broadcast (
  id int(11) NOT NULL AUTO_INCREMENT, IdCreator int(11) NOT NULL DEFAULT 0, Name varchar(40) NOT NULL,
  Status enum('Created','Triggered') NOT NULL DEFAULT 'Created',
  Type enum('Normal','RemindToLog','SpecificQuery') NOT NULL DEFAULT 'Normal', EmailFrom varchar(80) NOT NULL DEFAULT '',
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE broadcastmessages (
  id int(11) NOT NULL AUTO_INCREMENT, IdBroadcast int(11) NOT NULL, IdReceiver int(11) NOT NULL,
  IdEnqueuer int(11) NOT NULL DEFAULT 0, Status enum('ToApprove','ToSend','Sent','Failed') NOT NULL DEFAULT 'ToApprove',
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id), UNIQUE KEY IdBroadcast (IdBroadcast, IdReceiver)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE volunteers_reports_schedule (
  id int(11) NOT NULL AUTO_INCREMENT, IdVolunteer int(11) NOT NULL, Type enum('Accepter') NOT NULL DEFAULT 'Accepter',
  TimeToDeliver datetime NOT NULL DEFAULT '0000-00-00 00:00:00', DelayInHourForNextOne int(11) NOT NULL DEFAULT 24,
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', PRIMARY KEY (id)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE feedbackcategories (
  id int(11) NOT NULL AUTO_INCREMENT, Name varchar(60) NOT NULL, EmailToNotify varchar(120) NOT NULL DEFAULT '',
  visible tinyint(4) NOT NULL DEFAULT 1, sortOrder int(11) NOT NULL DEFAULT 0, PRIMARY KEY (id)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE feedbacks (
  id int(11) NOT NULL AUTO_INCREMENT, updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', IdMember int(11) NOT NULL DEFAULT 0,
  Discussion text NOT NULL, IdFeedbackCategory int(11) NOT NULL DEFAULT 0, IdVolunteer int(11) NOT NULL DEFAULT 0,
  Status enum('open','closed','closed by member') NOT NULL DEFAULT 'open', IdLanguage int(11) NOT NULL DEFAULT 0,
  PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

-- Texts, languages, settings ------------------------------------------------------------------------------------------

CREATE TABLE languages (
  id int(11) NOT NULL AUTO_INCREMENT, ShortCode varchar(8) NOT NULL, Name varchar(40) NOT NULL,
  EnglishName varchar(40) NOT NULL DEFAULT '', FlagSortCriteria int(11) NOT NULL DEFAULT 0,
  PRIMARY KEY (id), UNIQUE KEY ShortCode (ShortCode)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE urlheader_languages (
  id int(11) NOT NULL AUTO_INCREMENT, urlheader varchar(8) NOT NULL, IdLanguage int(11) NOT NULL DEFAULT 0,
  PRIMARY KEY (id), UNIQUE KEY urlheader (urlheader)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE words (
  id int(11) NOT NULL AUTO_INCREMENT, code varchar(100) NOT NULL, ShortCode varchar(8) NOT NULL DEFAULT 'en',
  Sentence text NOT NULL,
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  donottranslate enum('no','yes') NOT NULL DEFAULT 'no', IdLanguage int(11) NOT NULL DEFAULT 0, Description text DEFAULT NULL,
  IdMember int(11) NOT NULL DEFAULT 0,
  PRIMARY KEY (id), UNIQUE KEY code (code, IdLanguage)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE words_use (
  code varchar(100) NOT NULL, NbUse int(11) NOT NULL DEFAULT 0,
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, PRIMARY KEY (code)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE DEFINER=`root`@`localhost` PROCEDURE IncWordUse(IN used_code varchar(100)) MODIFIES SQL DATA
  INSERT INTO words_use (code, NbUse) VALUES (used_code, 1) ON DUPLICATE KEY UPDATE NbUse = NbUse + 1;

CREATE DEFINER=`root`@`localhost` FUNCTION AgeInYears(born date) RETURNS int(11) DETERMINISTIC NO SQL
  RETURN IF(born = '0000-00-00', 0, TIMESTAMPDIFF(YEAR, born, CURRENT_DATE));

CREATE TABLE params (
  id int(11) NOT NULL AUTO_INCREMENT,
  IsRealProductionDatabase enum('Yes','No') NOT NULL DEFAULT 'No',
  recordonline int(11) NOT NULL DEFAULT 0,
  ToggleDonateBar tinyint(4) NOT NULL DEFAULT 0,
  MailToNotifyWhenNewMemberSignup text NOT NULL,
  FeatureForumClosed enum('Yes','No') NOT NULL DEFAULT 'No', FeatureAjaxChatClosed enum('Yes','No') NOT NULL DEFAULT 'No',
  FeatureSignupClose enum('Yes','No') NOT NULL DEFAULT 'No', FeatureSearchPageIsClosed enum('Yes','No') NOT NULL DEFAULT 'No',
  FeatureQuickSearchIsClosed enum('Yes','No') NOT NULL DEFAULT 'No', RssFeedIsClosed enum('Yes','No') NOT NULL DEFAULT 'No',
  AjaxChatSpecialAllowedList text NOT NULL, AjaxChatDebuLevel int(11) NOT NULL DEFAULT 0,
  ReloadRightsAndFlags enum('Yes','No') NOT NULL DEFAULT 'No',
  logs_id_midnight int(11) NOT NULL DEFAULT 0, previous_logs_id_midnight int(11) NOT NULL DEFAULT 0,
  memcache enum('True','False') NOT NULL DEFAULT 'False', DayLightOffset int(11) NOT NULL DEFAULT 0,
  NbCommentsInLastComments int(11) NOT NULL DEFAULT 20, IdCommentOfTheMoment int(11) NOT NULL DEFAULT 0,
  MailBotMode enum('Auto','Manual','Stop') NOT NULL DEFAULT 'Auto',
  ToggleStatsForWordsUsage enum('Yes','No') NOT NULL DEFAULT 'No',
  PRIMARY KEY (id)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE stats (
  id int(11) NOT NULL AUTO_INCREMENT, created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  NbActiveMembers int(11) NOT NULL DEFAULT 0, NbMessageSent int(11) NOT NULL DEFAULT 0,
  NbMessageRead int(11) NOT NULL DEFAULT 0, NbMemberWithOneTrust int(11) NOT NULL DEFAULT 0,
  NbMemberWhoLoggedToday int(11) NOT NULL DEFAULT 0, PRIMARY KEY (id), KEY created (created)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE faqcategories (
  id int(11) NOT NULL AUTO_INCREMENT, Description varchar(60) NOT NULL, SortOrder int(11) NOT NULL DEFAULT 0, PRIMARY KEY (id)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE faq (
  id int(11) NOT NULL AUTO_INCREMENT, QandA varchar(60) NOT NULL, Active enum('Active','Not Active') NOT NULL DEFAULT 'Active',
  SortOrder int(11) NOT NULL DEFAULT 0, IdCategory int(11) NOT NULL DEFAULT 0,
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', PRIMARY KEY (id)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE dbversion (version int(11) NOT NULL) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

-- Places --------------------------------------------------------------------------------------------------------------

CREATE TABLE geonames_cache (
  geonameid int(11) NOT NULL, latitude double NOT NULL DEFAULT 0, longitude double NOT NULL DEFAULT 0,
  name varchar(200) NOT NULL, population bigint(20) NOT NULL DEFAULT 0, fclass char(1) NOT NULL DEFAULT 'P',
  fcode varchar(10) NOT NULL DEFAULT 'PPL', fk_countrycode char(2) NOT NULL DEFAULT '', fk_admincode varchar(20) NOT NULL DEFAULT '',
  timezone varchar(40) NOT NULL DEFAULT '', parentAdm1Id int(11) NOT NULL DEFAULT 0, parentCountryId int(11) NOT NULL DEFAULT 0,
  date_updated date NOT NULL DEFAULT '0000-00-00',
  PRIMARY KEY (geonameid), KEY fk_countrycode (fk_countrycode, fk_admincode), KEY name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE geonames_cache_backup LIKE geonames_cache;
ALTER TABLE geonames_cache_backup DROP PRIMARY KEY, ADD COLUMN id int(11) NOT NULL AUTO_INCREMENT PRIMARY KEY FIRST,
  ADD COLUMN parentid int(11) NOT NULL DEFAULT 0, ADD COLUMN date_backup datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  ADD KEY geonameid (geonameid);

CREATE TABLE geonames_alternate_names (
  alternateNameId int(11) NOT NULL, geonameid int(11) NOT NULL, isoLanguage varchar(7) NOT NULL DEFAULT '',
  alternateName varchar(200) NOT NULL DEFAULT '', isPreferredName tinyint(4) NOT NULL DEFAULT 0, isShortName tinyint(4) NOT NULL DEFAULT 0,
  PRIMARY KEY (alternateNameId), KEY geonameid (geonameid, isoLanguage)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE geonames_countries (
  iso_alpha2 char(2) NOT NULL, name varchar(200) NOT NULL, continent enum('AF','AN','AS','EU','NA','OC','SA') NOT NULL,
  geonameid int(11) NOT NULL DEFAULT 0, population bigint(20) NOT NULL DEFAULT 0, PRIMARY KEY (iso_alpha2)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE geonames_admincodes (
  country_code char(2) NOT NULL, admin_code varchar(20) NOT NULL, name varchar(200) NOT NULL,
  geonameid int(11) NOT NULL DEFAULT 0, PRIMARY KEY (country_code, admin_code)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE geo_type (id int(11) NOT NULL AUTO_INCREMENT, name varchar(40) NOT NULL, PRIMARY KEY (id))
  ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE geo_usage (
  id int(11) NOT NULL AUTO_INCREMENT, geoId int(11) NOT NULL, typeId int(11) NOT NULL, count int(11) NOT NULL DEFAULT 0,
  PRIMARY KEY (id), UNIQUE KEY geoId (geoId, typeId)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE geo_hierarchy (
  id int(11) NOT NULL AUTO_INCREMENT, geoId int(11) NOT NULL, parentId int(11) NOT NULL, comment varchar(255) NOT NULL DEFAULT '',
  PRIMARY KEY (id), UNIQUE KEY geoId (geoId, parentId)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE DEFINER=`root`@`localhost` VIEW cities AS
  SELECT geonameid AS id, name AS Name, latitude, longitude, population, parentAdm1Id AS IdRegion,
    parentCountryId AS IdCountry, fk_countrycode AS isoalpha2
  FROM geonames_cache WHERE fclass = 'P';

CREATE DEFINER=`root`@`localhost` VIEW regions AS
  SELECT c.geonameid AS id, a.name AS Name, a.country_code AS country_code, a.admin_code AS admin_code,
    c.parentCountryId AS IdCountry
  FROM geonames_admincodes a JOIN geonames_cache c ON c.geonameid = a.geonameid;

CREATE DEFINER=`root`@`localhost` VIEW countries AS
  SELECT geonameid AS id, name AS Name, iso_alpha2 AS isoalpha2, continent FROM geonames_countries;

-- Groups --------------------------------------------------------------------------------------------------------------

CREATE TABLE groups (
  id int(11) NOT NULL AUTO_INCREMENT, Name varchar(60) NOT NULL, Type enum('Public','NeedAcceptance','NeedInvitation') NOT NULL DEFAULT 'Public',
  Picture varchar(255) NOT NULL DEFAULT '', MoreInfo text DEFAULT NULL,
  -- IdTrad in forum_trads
  IdDescription int(11) NOT NULL DEFAULT 0,
  HasMembers enum('HasMember','HasNotMember') NOT NULL DEFAULT 'HasMember', VisiblePosts enum('yes','no') NOT NULL DEFAULT 'yes',
  NbChilds int(11) NOT NULL DEFAULT 0, IdGeoname int(11) NOT NULL DEFAULT 0, IsLocal tinyint(4) NOT NULL DEFAULT 0,
  DisplayedOnProfile enum('Yes','No') NOT NULL DEFAULT 'Yes',
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', PRIMARY KEY (id), KEY Name (Name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE membersgroups (
  id int(11) NOT NULL AUTO_INCREMENT, IdMember int(11) NOT NULL, IdGroup int(11) NOT NULL, Comment int(11) NOT NULL DEFAULT 0,
  Status enum('In','WantToBeIn','Kicked','Invited') NOT NULL DEFAULT 'WantToBeIn',
  CanSendGroupMessage enum('yes','no') NOT NULL DEFAULT 'yes', IsLocal tinyint(4) NOT NULL DEFAULT 0,
  IacceptMassMailFromThisGroup enum('yes','no') NOT NULL DEFAULT 'no',
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  PRIMARY KEY (id), UNIQUE KEY IdMember (IdMember, IdGroup), KEY IdGroup (IdGroup)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE members_groups_subscribed (
  id int(11) NOT NULL AUTO_INCREMENT, IdGroup int(11) NOT NULL, IdSubscriber int(11) NOT NULL, UnSubscribeKey varchar(32) NOT NULL DEFAULT '',
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', PRIMARY KEY (id), UNIQUE KEY IdGroup (IdGroup, IdSubscriber)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE roles (id int(11) NOT NULL AUTO_INCREMENT, name varchar(40) NOT NULL, description varchar(255) NOT NULL DEFAULT '', PRIMARY KEY (id))
  ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE privileges (id int(11) NOT NULL AUTO_INCREMENT, controller varchar(40) NOT NULL, method varchar(40) NOT NULL, type varchar(40) NOT NULL DEFAULT '', PRIMARY KEY (id))
  ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE roles_privileges (IdRole int(11) NOT NULL, IdPrivilege int(11) NOT NULL, PRIMARY KEY (IdRole, IdPrivilege))
  ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE members_roles (IdMember int(11) NOT NULL, IdRole int(11) NOT NULL, PRIMARY KEY (IdMember, IdRole))
  ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE privilegescopes (IdMember int(11) NOT NULL, IdRole int(11) NOT NULL, IdPrivilege int(11) NOT NULL, IdType varchar(40) NOT NULL DEFAULT '*',
  PRIMARY KEY (IdMember, IdRole, IdPrivilege, IdType)) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE notes (
  id int(11) NOT NULL AUTO_INCREMENT, IdMember int(11) NOT NULL, IdRelMember int(11) NOT NULL DEFAULT 0, Type varchar(30) NOT NULL DEFAULT '',
  Link varchar(300) NOT NULL DEFAULT '', WordCode varchar(60) NOT NULL DEFAULT '', TranslationParams text DEFAULT NULL,
  Checked tinyint(4) NOT NULL DEFAULT 0, SendMail tinyint(4) NOT NULL DEFAULT 0,
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', PRIMARY KEY (id), KEY IdMember (IdMember)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

-- What members know of each other and of the site ---------------------------------------------------------------------

CREATE TABLE translations (
  id int(11) NOT NULL AUTO_INCREMENT, IdLanguage int(11) NOT NULL DEFAULT 0, IdOwner int(11) NOT NULL DEFAULT 0, IdTrad int(11) NOT NULL DEFAULT 0,
  IdTranslator int(11) NOT NULL DEFAULT 0, updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  Sentence text NOT NULL, TableColumn varchar(64) NOT NULL DEFAULT 'NotSet', IdRecord int(11) NOT NULL DEFAULT 0,
  PRIMARY KEY (id), UNIQUE KEY IdTrad (IdTrad, IdOwner, IdLanguage)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE verifiedmembers (
  id int(11) NOT NULL AUTO_INCREMENT, IdVerifier int(11) NOT NULL, IdVerified int(11) NOT NULL, Type varchar(40) NOT NULL DEFAULT 'Buggy',
  AddressVerified enum('True','False') NOT NULL DEFAULT 'False', NameVerified enum('True','False') NOT NULL DEFAULT 'False',
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  PRIMARY KEY (id), UNIQUE KEY IdVerifier (IdVerifier, IdVerified)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE specialrelations (
  id int(11) NOT NULL AUTO_INCREMENT, IdOwner int(11) NOT NULL, IdRelation int(11) NOT NULL, Type varchar(60) NOT NULL DEFAULT '',
  Comment int(11) NOT NULL DEFAULT 0, Confirmed enum('Yes','No') NOT NULL DEFAULT 'No',
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  PRIMARY KEY (id), UNIQUE KEY IdOwner (IdOwner, IdRelation)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE mycontacts (
  id int(11) NOT NULL AUTO_INCREMENT, IdMember int(11) NOT NULL, IdContact int(11) NOT NULL, Comment text DEFAULT NULL, Category varchar(60) NOT NULL DEFAULT '',
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  PRIMARY KEY (id), UNIQUE KEY IdMember (IdMember, IdContact)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE linklist (
  id int(11) NOT NULL AUTO_INCREMENT, fromID int(11) NOT NULL, toID int(11) NOT NULL, degree tinyint(4) NOT NULL, `rank` tinyint(4) NOT NULL DEFAULT 0,
  path varchar(4000) NOT NULL, PRIMARY KEY (id), KEY fromID (fromID, toID)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE donations (
  id int(11) NOT NULL AUTO_INCREMENT, IdMember int(11) NOT NULL DEFAULT 0, Email varchar(80) NOT NULL DEFAULT '', IdCountry int(11) NOT NULL DEFAULT 0,
  Amount decimal(10,2) NOT NULL DEFAULT 0, Money varchar(10) NOT NULL DEFAULT '', namegiven text DEFAULT NULL, referencepaypal varchar(60) NOT NULL DEFAULT '',
  membercomment text DEFAULT NULL, SystemComment text DEFAULT NULL, created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', PRIMARY KEY (id)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE volunteer_boards (
  id int(11) NOT NULL AUTO_INCREMENT, Name varchar(60) NOT NULL, TextContent text DEFAULT NULL, PurposeComment text DEFAULT NULL,
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', PRIMARY KEY (id), UNIQUE KEY Name (Name)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE hcvol_config (
  id int(11) NOT NULL AUTO_INCREMENT, name varchar(60) NOT NULL, value text DEFAULT NULL, PRIMARY KEY (id), UNIQUE KEY name (name)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE polls (
  id int(11) NOT NULL AUTO_INCREMENT, IdCreator int(11) NOT NULL DEFAULT 0, IdGroupCreator int(11) NOT NULL DEFAULT 0, Title int(11) NOT NULL DEFAULT 0,
  Description int(11) NOT NULL DEFAULT 0, Status enum('Project','Open','Close') NOT NULL DEFAULT 'Project', Started datetime DEFAULT NULL, Ended datetime DEFAULT NULL,
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', PRIMARY KEY (id)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE polls_choices (
  id int(11) NOT NULL AUTO_INCREMENT, IdPoll int(11) NOT NULL, IdChoiceText int(11) NOT NULL DEFAULT 0, Counter int(11) NOT NULL DEFAULT 0,
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', PRIMARY KEY (id), KEY IdPoll (IdPoll)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE polls_contributions (
  id int(11) NOT NULL AUTO_INCREMENT, IdPoll int(11) NOT NULL, IdMember int(11) NOT NULL DEFAULT 0, Email varchar(80) NOT NULL DEFAULT '', comment text DEFAULT NULL,
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', PRIMARY KEY (id), KEY IdPoll (IdPoll)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;
CREATE TABLE polls_list_allowed_groups (IdPoll int(11) NOT NULL, IdGroup int(11) NOT NULL, PRIMARY KEY (IdPoll, IdGroup))
  ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

-- TB: users -----------------------------------------------------------------------------------------------------------

CREATE TABLE user (
  id int(11) NOT NULL, auth_id int(11) DEFAULT NULL, handle varchar(32) NOT NULL, email varchar(200) NOT NULL DEFAULT '',
  pw varchar(100) NOT NULL DEFAULT '', active tinyint(4) NOT NULL DEFAULT 0,
  lastlogin datetime DEFAULT NULL, location int(11) DEFAULT NULL, PRIMARY KEY (id), UNIQUE KEY handle (handle)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

CREATE TABLE user_settings (
  user_id int(11) NOT NULL, setting varchar(25) NOT NULL, value text DEFAULT NULL, valueint int(11) DEFAULT NULL,
  valuedate datetime DEFAULT NULL, PRIMARY KEY (user_id, setting)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

CREATE TABLE mod_user_auth (id int(11) NOT NULL, name varchar(40) NOT NULL, PRIMARY KEY (id))
  ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE mod_user_apps (id int(11) NOT NULL, name varchar(75) NOT NULL, PRIMARY KEY (id))
  ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE mod_user_rights (id int(11) NOT NULL, app_id int(11) NOT NULL, name varchar(75) NOT NULL, PRIMARY KEY (id))
  ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE mod_user_authrights (auth_id int(11) NOT NULL, right_id int(11) NOT NULL, PRIMARY KEY (auth_id, right_id))
  ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE mod_user_groups (id int(11) NOT NULL, name varchar(75) NOT NULL, PRIMARY KEY (id))
  ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE mod_user_groupauth (group_id int(11) NOT NULL, auth_id int(11) NOT NULL, PRIMARY KEY (group_id, auth_id))
  ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE mod_user_grouprights (group_id int(11) NOT NULL, right_id int(11) NOT NULL, PRIMARY KEY (group_id, right_id))
  ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE mod_user_implications (right_id int(11) NOT NULL, implied_id int(11) NOT NULL, PRIMARY KEY (right_id, implied_id))
  ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

-- TB: forum -----------------------------------------------------------------------------------------------------------

CREATE TABLE forums_threads (
  id int(11) NOT NULL DEFAULT 0, threadid int(11) NOT NULL AUTO_INCREMENT,
  expiredate datetime DEFAULT NULL, title varchar(200) NOT NULL, IdTitle int(11) NOT NULL DEFAULT 0,
  first_postid int(11) DEFAULT NULL, last_postid int(11) DEFAULT NULL, replies int(11) NOT NULL DEFAULT 0, views int(11) NOT NULL DEFAULT 0,
  geonameid int(11) DEFAULT NULL, admincode varchar(20) DEFAULT NULL, countrycode char(2) DEFAULT NULL,
  continent enum('AF','AN','AS','EU','NA','OC','SA') DEFAULT NULL,
  tag1 int(11) DEFAULT NULL, tag2 int(11) DEFAULT NULL, tag3 int(11) DEFAULT NULL, tag4 int(11) DEFAULT NULL, tag5 int(11) DEFAULT NULL,
  stickyvalue int(11) NOT NULL DEFAULT 0, IdFirstLanguageUsed int(11) NOT NULL DEFAULT 0, IdGroup int(11) NOT NULL DEFAULT 0,
  ThreadVisibility enum('NoRestriction','MembersOnly','GroupOnly','ModeratorOnly') NOT NULL DEFAULT 'NoRestriction',
  WhoCanReply enum('MembersOnly','GroupMembersOnly','ModeratorsOnly') NOT NULL DEFAULT 'MembersOnly',
  ThreadDeleted enum('NotDeleted','Deleted') NOT NULL DEFAULT 'NotDeleted',
  PRIMARY KEY (threadid), KEY last_postid (last_postid), KEY IdGroup (IdGroup)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

CREATE TABLE forums_posts (
  id int(11) NOT NULL DEFAULT 0, postid int(11) NOT NULL AUTO_INCREMENT, threadid int(11) DEFAULT NULL,
  authorid int(11) NOT NULL, IdWriter int(11) NOT NULL DEFAULT 0, create_time datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  message text NOT NULL, IdContent int(11) NOT NULL DEFAULT 0, OwnerCanStillEdit enum('Yes','No') NOT NULL DEFAULT 'Yes',
  last_edittime datetime DEFAULT NULL, last_editorid int(11) DEFAULT NULL, edit_count int(11) NOT NULL DEFAULT 0,
  IdFirstLanguageUsed int(11) NOT NULL DEFAULT 0, HasVotes enum('Yes','No') NOT NULL DEFAULT 'No', IdLocalEvent int(11) NOT NULL DEFAULT 0,
  PostVisibility enum('NoRestriction','MembersOnly','GroupOnly','ModeratorOnly') NOT NULL DEFAULT 'NoRestriction',
  PostDeleted enum('NotDeleted','Deleted') NOT NULL DEFAULT 'NotDeleted',
  PRIMARY KEY (postid), KEY threadid (threadid), KEY IdWriter (IdWriter)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

CREATE TABLE forum_trads (
  id int(11) NOT NULL AUTO_INCREMENT, IdLanguage int(11) NOT NULL DEFAULT 0, IdOwner int(11) NOT NULL DEFAULT 0,
  IdTrad int(11) NOT NULL DEFAULT 0, IdTranslator int(11) NOT NULL DEFAULT 0,
  updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  Sentence text NOT NULL, TableColumn varchar(64) NOT NULL DEFAULT 'NotSet', IdRecord int(11) NOT NULL DEFAULT 0,
  PRIMARY KEY (id), KEY IdTrad (IdTrad, IdLanguage)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

-- Every text of the forum asks it for its IdTrad: without it nothing can be written there.
CREATE DEFINER=`root`@`localhost` FUNCTION Next_Forum_trads_IdTrad() RETURNS int(11) READS SQL DATA
  RETURN (SELECT COALESCE(MAX(IdTrad), 0) + 1 FROM forum_trads);

CREATE TABLE forums_tags (
  id int(11) NOT NULL DEFAULT 0, tagid int(11) NOT NULL AUTO_INCREMENT, tag varchar(64) NOT NULL, tag_description text DEFAULT NULL,
  counter int(11) NOT NULL DEFAULT 0, IdName int(11) NOT NULL DEFAULT 0, IdDescription int(11) NOT NULL DEFAULT 0,
  Type enum('Member','Category') NOT NULL DEFAULT 'Member', PRIMARY KEY (tagid), UNIQUE KEY tag (tag)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

CREATE TABLE tags_threads (IdTag int(11) NOT NULL, IdThread int(11) NOT NULL, PRIMARY KEY (IdTag, IdThread), KEY IdThread (IdThread))
  ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE forums_posts_votes (
  IdPost int(11) NOT NULL, IdContributor int(11) NOT NULL, Choice enum('Yes','DontKnow','DontCare','No') NOT NULL DEFAULT 'DontCare',
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  NbUpdates int(11) NOT NULL DEFAULT 0, PRIMARY KEY (IdPost, IdContributor)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE members_threads_subscribed (
  id int(11) NOT NULL AUTO_INCREMENT, IdThread int(11) NOT NULL, IdSubscriber int(11) NOT NULL, UnSubscribeKey varchar(32) NOT NULL DEFAULT '',
  ActionToWatch set('replies','updates') NOT NULL DEFAULT 'replies', created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  PRIMARY KEY (id), UNIQUE KEY IdThread (IdThread, IdSubscriber)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE members_tags_subscribed (
  id int(11) NOT NULL AUTO_INCREMENT, IdTag int(11) NOT NULL, IdSubscriber int(11) NOT NULL, UnSubscribeKey varchar(32) NOT NULL DEFAULT '',
  ActionToWatch set('replies','updates') NOT NULL DEFAULT 'replies', created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  PRIMARY KEY (id), UNIQUE KEY IdTag (IdTag, IdSubscriber)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

CREATE TABLE reports_to_moderators (
  id int(11) NOT NULL AUTO_INCREMENT, created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', IdReporter int(11) NOT NULL,
  IdPost int(11) NOT NULL, IdThread int(11) NOT NULL, PostComment text NOT NULL, IdModerator int(11) NOT NULL DEFAULT 0,
  Status enum('Open','OnDiscussion','Closed') NOT NULL DEFAULT 'Open', PRIMARY KEY (id)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_unicode_ci;

-- TB: gallery, wiki, blog, trips, comments on things ------------------------------------------------------------------

CREATE TABLE gallery (
  id int(11) NOT NULL, user_id_foreign int(11) NOT NULL, flags int(11) NOT NULL DEFAULT 0, title varchar(255) NOT NULL, text text DEFAULT NULL,
  PRIMARY KEY (id), KEY user_id_foreign (user_id_foreign)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

CREATE TABLE gallery_items (
  id int(11) NOT NULL, user_id_foreign int(11) NOT NULL, file varchar(40) NOT NULL, original varchar(255) NOT NULL,
  flags int(11) NOT NULL DEFAULT 0, mimetype varchar(75) NOT NULL, width int(11) NOT NULL DEFAULT 0, height int(11) NOT NULL DEFAULT 0,
  title varchar(255) NOT NULL, created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', description text DEFAULT NULL,
  PRIMARY KEY (id), KEY user_id_foreign (user_id_foreign)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

CREATE TABLE gallery_items_to_gallery (item_id_foreign int(11) NOT NULL, gallery_id_foreign int(11) NOT NULL,
  PRIMARY KEY (item_id_foreign, gallery_id_foreign)) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

CREATE TABLE gallery_comments (
  id int(11) NOT NULL AUTO_INCREMENT, gallery_items_id_foreign int(11) NOT NULL, user_id_foreign int(11) NOT NULL,
  title varchar(255) NOT NULL DEFAULT '', text text NOT NULL, created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

CREATE TABLE ewiki (
  pagename varchar(160) NOT NULL, version int(11) NOT NULL DEFAULT 0, flags int(11) DEFAULT 0, content mediumtext DEFAULT NULL,
  author varchar(100) DEFAULT 'ewiki', created int(11) DEFAULT 0, lastmodified int(11) DEFAULT 0,
  refs mediumtext DEFAULT NULL, meta mediumtext DEFAULT NULL, hits int(11) DEFAULT 0, PRIMARY KEY (pagename, version)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

CREATE TABLE blog (
  blog_id int(11) NOT NULL, flags int(11) NOT NULL DEFAULT 0, blog_created datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  country_id_foreign int(11) DEFAULT NULL, trip_id_foreign int(11) DEFAULT NULL, user_id_foreign int(11) NOT NULL DEFAULT 0,
  IdMember int(11) NOT NULL DEFAULT 0, PRIMARY KEY (blog_id), KEY IdMember (IdMember)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

CREATE TABLE blog_data (
  blog_id int(11) NOT NULL, edited datetime NOT NULL DEFAULT '0000-00-00 00:00:00', blog_title varchar(255) NOT NULL, blog_text mediumtext NOT NULL,
  blog_start datetime DEFAULT NULL, blog_end datetime DEFAULT NULL, blog_latitude double DEFAULT NULL, blog_longitude double DEFAULT NULL,
  blog_geonameid int(11) DEFAULT NULL, blog_display_order int(11) NOT NULL DEFAULT 0, PRIMARY KEY (blog_id), FULLTEXT KEY blog_title (blog_title, blog_text)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

CREATE TABLE blog_categories (
  blog_category_id int(11) NOT NULL, name varchar(255) NOT NULL, user_id_foreign int(11) NOT NULL DEFAULT 0, IdMember int(11) NOT NULL DEFAULT 0,
  PRIMARY KEY (blog_category_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE blog_to_category (blog_id_foreign int(11) NOT NULL, blog_category_id_foreign int(11) NOT NULL, PRIMARY KEY (blog_id_foreign, blog_category_id_foreign))
  ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE blog_comments (
  id int(11) NOT NULL, blog_id_foreign int(11) NOT NULL, user_id_foreign int(11) NOT NULL DEFAULT 0, IdMember int(11) NOT NULL DEFAULT 0,
  title varchar(255) NOT NULL DEFAULT '', text text NOT NULL, created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE blog_tags (blog_tag_id int(11) NOT NULL, name varchar(255) NOT NULL, PRIMARY KEY (blog_tag_id))
  ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE blog_to_tag (blog_id_foreign int(11) NOT NULL, blog_tag_id_foreign int(11) NOT NULL, PRIMARY KEY (blog_id_foreign, blog_tag_id_foreign))
  ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

CREATE TABLE trip (
  trip_id int(11) NOT NULL, trip_options int(11) NOT NULL DEFAULT 0, trip_touched datetime NOT NULL DEFAULT '0000-00-00 00:00:00',
  user_id_foreign int(11) NOT NULL DEFAULT 0, IdMember int(11) NOT NULL DEFAULT 0, PRIMARY KEY (trip_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE trip_data (
  trip_id int(11) NOT NULL, edited datetime NOT NULL DEFAULT '0000-00-00 00:00:00', trip_name varchar(255) NOT NULL, trip_text mediumtext DEFAULT NULL,
  trip_descr text DEFAULT NULL, PRIMARY KEY (trip_id)
) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE trip_to_gallery (trip_id_foreign int(11) NOT NULL, gallery_id_foreign int(11) NOT NULL, PRIMARY KEY (trip_id_foreign, gallery_id_foreign))
  ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

CREATE TABLE shouts (
  id int(11) NOT NULL, member_id_foreign int(11) NOT NULL DEFAULT 0, `table` varchar(75) NOT NULL, table_id int(11) NOT NULL,
  created datetime NOT NULL DEFAULT '0000-00-00 00:00:00', title varchar(75) NOT NULL DEFAULT '', text text NOT NULL, PRIMARY KEY (id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;

-- Sequences: one row each; the next id is UPDATE x_seq SET id = LAST_INSERT_ID(id + 1) --------------------------------

CREATE TABLE user_seq (id int(11) NOT NULL) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE gallery_seq (id int(11) NOT NULL) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE gallery_items_seq (id int(11) NOT NULL) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE blog_seq (id int(11) NOT NULL) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE blog_categories_seq (id int(11) NOT NULL) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE blog_comments_seq (id int(11) NOT NULL) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE blog_tags_seq (id int(11) NOT NULL) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE trip_seq (id int(11) NOT NULL) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE shouts_seq (id int(11) NOT NULL) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
CREATE TABLE mod_user_auth_seq (id int(11) NOT NULL) ENGINE=MyISAM DEFAULT CHARSET=utf8 COLLATE=utf8_general_ci;
