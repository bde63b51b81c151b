create table host_order (id int not null primary key);
