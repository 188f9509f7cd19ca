BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'reportdesk','m001_first','2026-11-22 22:23:38.465829+00:00');
CREATE TABLE journal (seq INTEGER PRIMARY KEY AUTOINCREMENT, report INTEGER REFERENCES reports(id), parent INTEGER, at TEXT, label TEXT, change TEXT);
INSERT INTO "journal" VALUES(1,1,0,'2026-11-22T22:23:38+00:00','','');
INSERT INTO "journal" VALUES(2,1,1,'2026-11-22T22:23:38+00:00','','{"label":"","edits":[["cell","requests.received.natural",null,12]]}');
INSERT INTO "journal" VALUES(3,1,2,'2026-11-22T22:23:38+00:00','','{"label":"","edits":[["prose","overview","","无。"]]}');
INSERT INTO "journal" VALUES(4,1,3,'2026-11-22T22:23:38+00:00','','{"label":"","edits":[["cell","requests.received.natural",12,13]]}');
INSERT INTO "journal" VALUES(5,2,0,'2026-11-22T22:23:38+00:00','','');
CREATE TABLE reports (id INTEGER PRIMARY KEY AUTOINCREMENT, form TEXT NOT NULL, year INTEGER NOT NULL, unit TEXT NOT NULL, state TEXT NOT NULL, sample TEXT, created TEXT, edited TEXT, touched INTEGER NOT NULL, head INTEGER, filled INTEGER, cells INTEGER, errors INTEGER, missing INTEGER, remarks INTEGER, explained INTEGER, place TEXT, held TEXT);
INSERT INTO "reports" VALUES(1,'disclosure-2021',2023,'清河市档案馆','draft','','2026-11-22T22:23:38+00:00','2026-11-22T22:23:38+00:00',6,3,1,200,0,201,0,0,NULL,NULL);
INSERT INTO "reports" VALUES(2,'disclosure-2019',2020,'青溪镇人民政府','draft','practice','2026-11-22T22:23:38+00:00','2026-11-22T22:23:38+00:00',8,5,0,198,0,201,0,0,'{"step": "requests", "place": "requests.received.natural"}','["cell", "requests.received.natural", "7\u4ef6"]');
CREATE TABLE "settings" (
   "name" TEXT PRIMARY KEY,
   "value" TEXT
);
INSERT INTO "settings" VALUES('open_report','2');
CREATE TABLE "slots" (
   "report" INTEGER REFERENCES "reports"("id"),
   "kind" TEXT,
   "name" TEXT,
   "value" TEXT,
   PRIMARY KEY ("report", "kind", "name")
);
INSERT INTO "slots" VALUES(1,'year','','2023');
INSERT INTO "slots" VALUES(1,'unit','name','"清河市档案馆"');
INSERT INTO "slots" VALUES(1,'prose','overview','"无。"');
INSERT INTO "slots" VALUES(1,'cell','requests.received.natural','12');
INSERT INTO "slots" VALUES(2,'year','','2020');
INSERT INTO "slots" VALUES(2,'unit','name','"青溪镇人民政府"');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX "idx_journal_report"
    ON "journal" ("report");
CREATE INDEX "idx_journal_parent"
    ON "journal" ("parent");
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('reports',2);
INSERT INTO "sqlite_sequence" VALUES('journal',5);
COMMIT;
