-- The same on both hosts; passwords open nothing but the lab.
CREATE USER club@localhost IDENTIFIED BY 'lab-club';
GRANT ALL PRIVILEGES ON club.* TO club@localhost;
CREATE USER wordpress@localhost IDENTIFIED BY 'lab-wordpress';
GRANT ALL PRIVILEGES ON wp_club.* TO wordpress@localhost;
GRANT ALL PRIVILEGES ON wp_kitchen.* TO wordpress@localhost;
CREATE USER verifier@localhost IDENTIFIED BY 'lab-verifier';
GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, PROCESS, REPLICATION CLIENT ON *.* TO verifier@localhost;
CREATE USER verifier@'127.0.0.1' IDENTIFIED BY 'lab-verifier';
GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, PROCESS, REPLICATION CLIENT ON *.* TO verifier@'127.0.0.1';

-- Whoever keeps the accounts of the club reads all of it.
CREATE ROLE treasury;
GRANT SELECT ON club.* TO treasury;
GRANT treasury TO club@localhost;
