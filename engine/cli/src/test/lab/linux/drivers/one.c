a driver that works
