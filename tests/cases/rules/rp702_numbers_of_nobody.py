# Numbers, dates, file names, machines and example addresses belong to nobody.
# %% ran=1
print("numbers")
#| out: 0.4539148803436467 1234567890123456 2020-01-02 10-11-2020 -120-456-7890
#| out: 4539148803436468 4539148803436460 4539148803436467 4539148803436469 4539148803436461
# %% ran=2
print("addresses")
#| out: logo@2x.png root@box.local you@example.com git@github.com noreply@service.com a@b
#| out: Successfully installed a-1.2.3 ISBN 978-3-16-148410-0 111.111.111-11 1.5e+10 +1 -2 +3 +17 47 34 +71 49 26.0466 +39 14 10.3092
# expect
# quiet RP702
